package org.rollcall.access.ntlm;

import static org.rollcall.access.ntlm.message.Hex.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.Vectors;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.access.ntlm.message.Version;

/**
 * The seeds of the fuzz test, by file name: the examples of MS-NLMP, what this package sends, the forms of older
 * clients, and what hostile ones would try. {@code main} writes them to the folder given; a test holds the committed
 * files to what stands here.
 */
final class SeedCorpus {
    static final String FOLDER = "org/rollcall/access/ntlm/MessageFuzzTestInputs/decodesWhatItEncodes";

    private static final String START = "4e544c4d53535000";

    private SeedCorpus() {}

    static Map<String, byte[]> all() throws NtlmFormatException {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        examples(seeds);
        logon(seeds);
        oldForms(seeds);
        hostile(seeds);
        return seeds;
    }

    public static void main(String[] args) throws IOException, NtlmFormatException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> seed : all().entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue());
        }
    }

    private static void examples(Map<String, byte[]> seeds) {
        seeds.put("example-v1-challenge", Vectors.V1_CHALLENGE.toByteArray());
        seeds.put("example-v1-authenticate", Vectors.V1_AUTHENTICATE.toByteArray());
        seeds.put("example-v1-extended-challenge", Vectors.V1_EXTENDED_CHALLENGE.toByteArray());
        seeds.put("example-v1-extended-authenticate", Vectors.V1_EXTENDED_AUTHENTICATE.toByteArray());
        seeds.put("example-v2-challenge", Vectors.V2_CHALLENGE.toByteArray());
        seeds.put("example-v2-authenticate", Vectors.V2_AUTHENTICATE.toByteArray());
    }

    private static void logon(Map<String, byte[]> seeds) throws NtlmFormatException {
        NtlmClient client = Scene.client(new ClientOptions(
                Scene.ALL, Protection.SEALED, Optional.of(Octets.zeros(16)), Optional.of("ldap/ils.rome.example")));
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        Octets answer = Scene.answer(client, pending.challenge()).authenticate();
        AuthenticateMessage message = AuthenticateMessage.decode(answer.toByteArray(), Scene.ALL);
        seeds.put("negotiate", client.negotiate());
        seeds.put("challenge", pending.challenge());
        seeds.put("authenticate", answer.toByteArray());
        seeds.put(
                "authenticate-without-mic", Messages.withoutRoomForMic(message).encode());
        seeds.put("response", message.ntResponse().toByteArray());
        seeds.put(
                "authenticate-anonymous",
                new AuthenticateMessage(
                                message.flags(),
                                "",
                                "",
                                "",
                                Octets.zeros(1),
                                Octets.EMPTY,
                                Octets.zeros(16),
                                Version.OURS,
                                Optional.empty())
                        .encode());
    }

    private static void oldForms(Map<String, byte[]> seeds) {
        seeds.put("negotiate-shortest", bytes(START + "01000000 02020000"));
        seeds.put(
                "negotiate-with-names",
                new NegotiateMessage(
                                NegotiateFlags.of(
                                        NegotiateFlag.OEM,
                                        NegotiateFlag.NTLM,
                                        NegotiateFlag.OEM_DOMAIN_SUPPLIED,
                                        NegotiateFlag.OEM_WORKSTATION_SUPPLIED),
                                "ROME",
                                "PC7",
                                Version.UNKNOWN)
                        .encode());
        seeds.put(
                "challenge-shortest", bytes(START + "02000000 0400 0400 20000000 05020000 0102030405060708 52003100"));
        seeds.put(
                "authenticate-without-flags",
                bytes(START + "03000000" + "0000 0000 34000000".repeat(3)
                        + "0300 0300 34000000 0000 0000 37000000 4a6f65"));
    }

    private static void hostile(Map<String, byte[]> seeds) {
        seeds.put("nothing", new byte[0]);
        seeds.put("only-a-signature", bytes(START));
        seeds.put("type-4", bytes(START + "04000000 07020000"));
        seeds.put("negotiate-fields-beyond", bytes(START + "01000000 07320000" + "ffff ffff ffffffff".repeat(2)));
        seeds.put("negotiate-field-in-header", bytes(START + "01000000 07120000 0800 0800 08000000"));
        seeds.put(
                "challenge-info-without-end",
                bytes(START + "02000000 0000000000000000 01028000 0102030405060708 0000000000000000"
                        + "0400 0400 30000000 01000000"));
        seeds.put(
                "challenge-info-twice",
                bytes(START + "02000000 0000000000000000 01028000 0102030405060708 0000000000000000"
                        + "0c00 0c00 30000000 63000000 63000000 00000000"));
        seeds.put(
                "authenticate-fields-over-each-other",
                bytes(START + "03000000" + "1800 1800 34000000".repeat(6) + "01028000" + "00".repeat(16)));
    }
}
