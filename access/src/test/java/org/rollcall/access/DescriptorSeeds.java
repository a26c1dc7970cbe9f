package org.rollcall.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.Sddl;

/**
 * The seeds of the fuzz test, by file name: descriptors as clients and directories write them, every kind of entry, and
 * what a hostile one would try. {@code main} writes them to the folder given; a test holds the committed files to what
 * stands here.
 */
public final class DescriptorSeeds {
    static final String FOLDER = "org/rollcall/access/DescriptorFuzzTestInputs/survivesEverything";

    private static final Sddl SDDL = new Sddl(Optional.of(Samples.DOMAIN));

    private final Map<String, byte[]> seeds = new LinkedHashMap<>();

    private DescriptorSeeds() {}

    public static Map<String, byte[]> all() {
        DescriptorSeeds all = new DescriptorSeeds();
        all.addWellFormed();
        all.addHostile();
        return all.seeds;
    }

    static Map<String, byte[]> wellFormed() {
        DescriptorSeeds some = new DescriptorSeeds();
        some.addWellFormed();
        return some.seeds;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> seed : all().entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue());
        }
    }

    private void sddl(String name, String text) {
        try {
            SecurityDescriptor descriptor = SDDL.parse(text);
            seeds.put(name, descriptor.encode());
        } catch (InvalidSddlException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void hex(String name, String octets) {
        seeds.put(name, Samples.hex(octets));
    }

    private void addWellFormed() {
        hex("example", Samples.EXAMPLE_HEX);
        // MS-TAIL 4.7.2: everyone reads, the user may everything
        sddl("conference", "O:S-1-5-21-1-2-3-1001G:DUD:(A;;GR;;;WD)(A;;GA;;;S-1-5-21-1-2-3-1001)");
        sddl("conference-without-owner", "D:(A;;RCLCRPLO;;;WD)(A;;GA;;;S-1-5-21-1-2-3-1001)");
        sddl("empty-dacl", "O:WDD:");
        sddl("null-lists", "D:NO_ACCESS_CONTROLS:NO_ACCESS_CONTROL");
        sddl("nothing", "");
        sddl("owner-rights", "O:S-1-5-21-1-2-3-1001D:P(A;;RC;;;OW)(D;;WD;;;AN)(A;;RP;;;PS)");
        sddl("container", "O:BAG:SYD:AI(A;OICI;GR;;;AU)(A;CIIO;GA;;;CO)(A;OINP;WP;;;CG)(A;ID;RC;;;WD)");
        sddl(
                "object-entries",
                "O:DAD:(OA;;RP;" + Samples.PROPERTY + ";;WD)(OD;CI;WP;" + Samples.SET + ";" + Samples.CLASS
                        + ";AU)(OA;CIIO;CR;;" + Samples.CLASS + ";PS)(OD;;SW;;;AN)");
        sddl(
                "system-list",
                "S:AR(AU;SAFA;GA;;;WD)(OU;SA;WP;" + Samples.PROPERTY + ";;WD)(ML;;NWNR;;;HI)(SP;;;;;S-1-17-1)");
        hex(
                "conditions-and-unknown-entries",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 8400 0500 0000"
                        + "04 5b 0c00 0123456789abcdef 63 00 0400"
                        + "09 00 3400 10000000 01 01 00 00 00 00 00 01 00000000"
                        + "61727478 f8 0a000000 5400 6900 7400 6c00 6500 10 04000000 5600 5000 80 000000"
                        + "0c 00 2400 30000000 02000000 c07996bf e60d d011 a285 00aa003049e2 01 00 00 00 00 00 00 05"
                        + "0a 00 1400 20000000 01 01 00 00 00 00 00 05 07000000");
        hex(
                "resource-attribute",
                "01 00 10 80 00000000 00000000 14000000 00000000 02 00 2c00 0100 0000"
                        + "12 00 2400 00000000 01 01 00 00 00 00 00 01 00000000 10000000 0100 0000 00000000 00000000");
        hex(
                "longest-sid",
                "01 ff 00 c0 14000000 00000000 00000000 00000000 01 0f ff ff ff ff ff ff" + "ffffffff".repeat(15));
        hex(
                "gaps-and-slack",
                "01 00 04 80 28000000 00000000 00000000 17000000 aa aa aa 02 00 0c00 0000 0000 cccccccc"
                        + "bb bb bb bb bb 01 01 00 00 00 00 00 01 00000000 dd");
    }

    private void addHostile() {
        hex("no-octets", "");
        hex("header-cut", "01 00 04 80 00000000 00000000 00000000 140000");
        hex("not-self-relative", "01 00 04 00 00000000 00000000 00000000 00000000");
        hex("offset-beyond", "01 00 04 80 00000000 00000000 00000000 ffffff7f 02 00 0800 0000 0000");
        hex("offset-negative", "01 00 04 80 00000000 00000000 00000000 f0ffffff 02 00 0800 0000 0000");
        hex("offset-into-the-header", "01 00 00 80 04000000 00000000 00000000 00000000 01 00 00 00 00 00 00 05");
        hex("overlap", "01 00 00 80 14000000 14000000 00000000 00000000 01 00 00 00 00 00 00 05");
        hex("lists-overlap", "01 00 14 80 00000000 00000000 14000000 18000000 02 00 0c00 02 00 0800 0000 0000");
        hex("count-of-65535", "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0800 ffff 0000");
        hex("list-of-65532", "01 00 04 80 00000000 00000000 00000000 14000000 02 00 fcff 0100 0000");
        hex("entry-of-nothing", "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0c00 0100 0000 00 00 0000");
        hex("sid-of-255", "01 00 00 80 14000000 00000000 00000000 00000000 01 ff 00 00 00 00 00 05");
        hex(
                "object-flags",
                "01 00 04 80 00000000 00000000 00000000 14000000 04 00 1c00 0100 0000"
                        + "05 00 1400 00000000 ffffffff 01 00 00 00 00 00 00 05");
    }
}
