package org.rollcall.ldap.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.DuplicateValueBehavior;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFModifyDNChangeRecord;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.LDIFRecord;
import com.unboundid.ldif.LDIFWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

/**
 * UnboundID's SDK as an oracle: it reads what is written here, and what it writes is read here. Where it is stricter than the
 * format, or writes what is none, records are of the kind that it knows.
 */
class UnboundIdLdifTest {
    @Provide
    Arbitrary<LdifBody> bodies() {
        return Records.bodies().map(UnboundIdLdifTest::asTheSdkHasIt).filter(body -> switch (body) {
            case LdifBody.Content content -> !content.attributes().isEmpty();
            case LdifBody.Add add -> !add.attributes().isEmpty();
            case LdifBody.Modify modify -> !modify.changes().isEmpty();
            case LdifBody.Delete _, LdifBody.ModifyDn _ -> true;
        });
    }

    // RDNs and superiors are text, changes have values where their kind needs some.
    private static LdifBody asTheSdkHasIt(LdifBody body) {
        return switch (body) {
            case LdifBody.Modify modify ->
                new LdifBody.Modify(
                        modify.controls(),
                        modify.changes().stream()
                                .filter(UnboundIdLdifTest::hasItsValues)
                                .toList());
            case LdifBody.ModifyDn rename ->
                new LdifBody.ModifyDn(
                        rename.controls(),
                        OctetString.of("cn=" + rename.newRdn().utf8()),
                        rename.deleteOldRdn(),
                        rename.newSuperior().map(superior -> OctetString.of("o=" + superior.utf8())));
            default -> body;
        };
    }

    private static boolean hasItsValues(Modification change) {
        int values = change.attribute().values().size();
        return switch (change.kind()) {
            case ADD -> values > 0;
            case INCREMENT -> values == 1;
            case DELETE, REPLACE -> true;
        };
    }

    /** Names are text. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars(' ', ':', '<', '#', 'a', 'é', '€', ',', '=')
                .ofMaxLength(120)
                .map(text -> "cn=" + text.strip() + ",o=x");
    }

    @Property(tries = 300)
    void itReadsWhatIsWrittenHere(@ForAll("names") String dn, @ForAll("bodies") LdifBody sent)
            throws IOException, LDIFException {
        byte[] written = Ldif.write(OctetString.of(dn), sent);

        LDIFReader reader = new LDIFReader(new ByteArrayInputStream(written));
        reader.setDuplicateValueBehavior(DuplicateValueBehavior.RETAIN);
        LDIFRecord record = reader.readLDIFRecord();

        assertThat(record.getDN()).isEqualTo(dn);
        assertThat(ours(record)).isEqualTo(sent);
        assertThat(reader.readLDIFRecord()).isNull();
    }

    @Property(tries = 300)
    void whatItWritesIsReadHere(@ForAll("names") String dn, @ForAll("bodies") LdifBody sent) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LDIFWriter writer = new LDIFWriter(out)) {
            writer.setWrapColumn(50);
            writer.writeVersionHeader();
            writer.writeLDIFRecord(theirs(dn, sent), "two lines\nof comment");
            writer.writeLDIFRecord(theirs(dn, sent));
        }

        List<LdifRecord> read = Ldif.read(new ByteArrayInputStream(out.toByteArray()));

        assertThat(read).extracting(record -> record.dn().utf8()).containsExactly(dn, dn);
        assertThat(read).extracting(LdifRecord::body).containsExactly(sent, sent);
    }

    private static LdifBody ours(LDIFRecord record) {
        return switch (record) {
            case Entry entry -> new LdifBody.Content(ours(entry.getAttributes()));
            case LDIFAddChangeRecord add -> new LdifBody.Add(controls(add), ours(List.of(add.getAttributes())));
            case LDIFDeleteChangeRecord delete -> new LdifBody.Delete(controls(delete));
            case LDIFModifyChangeRecord modify ->
                new LdifBody.Modify(
                        controls(modify),
                        Arrays.stream(modify.getModifications())
                                .map(each -> new Modification(
                                        Modification.Kind.values()[
                                                each.getModificationType().intValue()],
                                        new Attribute(each.getAttributeName(), octets(each.getValueByteArrays()))))
                                .toList());
            case LDIFModifyDNChangeRecord rename ->
                new LdifBody.ModifyDn(
                        controls(rename),
                        OctetString.of(rename.getNewRDN()),
                        rename.deleteOldRDN(),
                        Optional.ofNullable(rename.getNewSuperiorDN()).map(OctetString::of));
            default -> throw new AssertionError(record);
        };
    }

    private static List<Attribute> ours(Iterable<com.unboundid.ldap.sdk.Attribute> attributes) {
        List<Attribute> ours = new ArrayList<>();
        attributes.forEach(each -> ours.add(new Attribute(each.getName(), octets(each.getValueByteArrays()))));
        return ours;
    }

    private static List<OctetString> octets(byte[][] values) {
        return Arrays.stream(values).map(OctetString::copyOf).toList();
    }

    private static List<Control> controls(LDIFChangeRecord record) {
        return record.getControls().stream()
                .map(each -> new Control(
                        each.getOID(),
                        each.isCritical(),
                        Optional.ofNullable(each.getValue()).map(value -> OctetString.copyOf(value.getValue()))))
                .toList();
    }

    private static LDIFRecord theirs(String dn, LdifBody body) {
        return switch (body) {
            case LdifBody.Content content -> new Entry(dn, theirs(content.attributes()));
            case LdifBody.Add add ->
                new LDIFAddChangeRecord(dn, theirs(add.attributes()), theirControls(add.controls()));
            case LdifBody.Delete delete -> new LDIFDeleteChangeRecord(dn, theirControls(delete.controls()));
            case LdifBody.Modify modify ->
                new LDIFModifyChangeRecord(
                        dn,
                        modify.changes().stream()
                                .map(each -> new com.unboundid.ldap.sdk.Modification(
                                        ModificationType.valueOf(each.kind().ordinal()),
                                        each.attribute().description(),
                                        bytes(each.attribute().values())))
                                .toList(),
                        theirControls(modify.controls()));
            case LdifBody.ModifyDn rename ->
                new LDIFModifyDNChangeRecord(
                        dn,
                        rename.newRdn().utf8(),
                        rename.deleteOldRdn(),
                        rename.newSuperior().map(OctetString::utf8).orElse(null),
                        theirControls(rename.controls()));
        };
    }

    private static List<com.unboundid.ldap.sdk.Attribute> theirs(List<Attribute> attributes) {
        return attributes.stream()
                .map(each -> new com.unboundid.ldap.sdk.Attribute(each.description(), bytes(each.values())))
                .toList();
    }

    private static byte[][] bytes(List<OctetString> values) {
        return values.stream().map(OctetString::toByteArray).toArray(byte[][]::new);
    }

    private static List<com.unboundid.ldap.sdk.Control> theirControls(List<Control> controls) {
        return controls.stream()
                .map(each -> new com.unboundid.ldap.sdk.Control(
                        each.oid(),
                        each.critical(),
                        each.value()
                                .map(value -> new com.unboundid.asn1.ASN1OctetString(value.toByteArray()))
                                .orElse(null)))
                .toList();
    }
}
