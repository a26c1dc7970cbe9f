package org.rollcall.server.ldif;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.rollcall.ldap.ldif.LdifBody;
import org.rollcall.ldap.ldif.LdifWriter;

/** Entries as an LDIF file that {@link LdifImport} restores them from, with what is then left of their leases. */
public final class LdifExport {
    private final Entries entries;

    public LdifExport(Entries entries) {
        this.entries = entries;
    }

    /**
     * Writes all that is selected, and flushes.
     *
     * @param out should have a buffer; not closed
     * @param progress hears of each entry how many there are so far
     * @return how many entries there are
     * @throws org.rollcall.directory.DirectoryException as {@link Entries#read} says
     */
    public long write(Selection selection, OutputStream out, LongConsumer progress) throws IOException {
        LdifWriter writer = new LdifWriter(out, true);
        long[] count = {0};
        entries.read(selection, (dn, attributes) -> {
            writer.write(dn, new LdifBody.Content(attributes));
            progress.accept(++count[0]);
        });
        writer.flush();
        return count[0];
    }
}
