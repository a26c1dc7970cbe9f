package org.rollcall.access.ntlm.crypto;

import static org.rollcall.access.ntlm.message.Hex.octets;

import org.rollcall.access.Octets;

/** The common values of MS-NLMP 4.2.1, and the messages of the examples, octet for octet. */
public final class Vectors {
    public static final String USER = "User";
    public static final String DOMAIN = "Domain";
    public static final String PASSWORD = "Password";
    public static final String WORKSTATION = "COMPUTER";
    public static final String SERVER = "Server";
    public static final Octets RANDOM_SESSION_KEY = octets("55".repeat(16));
    public static final Octets CLIENT_CHALLENGE = octets("aa".repeat(8));
    public static final Octets SERVER_CHALLENGE = octets("0123456789abcdef");
    public static final Octets NT_HASH = octets("a4f49c406510bdcab6824ee7c30fd852");
    public static final Octets LM_HASH = octets("e52cac67419a9a224a3b108f3fa6cb6d");

    /** What the examples of GSS_WrapEx wrap. */
    public static final Octets PLAINTEXT = octets("50006c00610069006e007400650078007400");

    /** MS-NLMP 4.2.2.3. */
    public static final Octets V1_CHALLENGE = octets("""
            4e 54 4c 4d 53 53 50 00 02 00 00 00 0c 00 0c 00
            38 00 00 00 33 82 02 e2 01 23 45 67 89 ab cd ef
            00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            06 00 70 17 00 00 00 0f 53 00 65 00 72 00 76 00
            65 00 72 00
            """);

    /** MS-NLMP 4.2.2.3. */
    public static final Octets V1_AUTHENTICATE = octets("""
            4e 54 4c 4d 53 53 50 00 03 00 00 00 18 00 18 00
            6c 00 00 00 18 00 18 00 84 00 00 00 0c 00 0c 00
            48 00 00 00 08 00 08 00 54 00 00 00 10 00 10 00
            5c 00 00 00 10 00 10 00 9c 00 00 00 35 82 80 e2
            05 01 28 0a 00 00 00 0f 44 00 6f 00 6d 00 61 00
            69 00 6e 00 55 00 73 00 65 00 72 00 43 00 4f 00
            4d 00 50 00 55 00 54 00 45 00 52 00 98 de f7 b8
            7f 88 aa 5d af e2 df 77 96 88 a1 72 de f1 1c 7d
            5c cd ef 13 67 c4 30 11 f3 02 98 a2 ad 35 ec e6
            4f 16 33 1c 44 bd be d9 27 84 1f 94 51 88 22 b1
            b3 f3 50 c8 95 86 82 ec bb 3e 3c b7
            """);

    /** MS-NLMP 4.2.3.3. */
    public static final Octets V1_EXTENDED_CHALLENGE = octets("""
            4e 54 4c 4d 53 53 50 00 02 00 00 00 0c 00 0c 00
            38 00 00 00 33 82 0a 82 01 23 45 67 89 ab cd ef
            00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            06 00 70 17 00 00 00 0f 53 00 65 00 72 00 76 00
            65 00 72 00
            """);

    /** MS-NLMP 4.2.3.3. */
    public static final Octets V1_EXTENDED_AUTHENTICATE = octets("""
            4e 54 4c 4d 53 53 50 00 03 00 00 00 18 00 18 00
            6c 00 00 00 18 00 18 00 84 00 00 00 0c 00 0c 00
            48 00 00 00 08 00 08 00 54 00 00 00 10 00 10 00
            5c 00 00 00 00 00 00 00 9c 00 00 00 35 82 08 82
            05 01 28 0a 00 00 00 0f 44 00 6f 00 6d 00 61 00
            69 00 6e 00 55 00 73 00 65 00 72 00 43 00 4f 00
            4d 00 50 00 55 00 54 00 45 00 52 00 aa aa aa aa
            aa aa aa aa 00 00 00 00 00 00 00 00 00 00 00 00
            00 00 00 00 75 37 f8 03 ae 36 71 28 ca 45 82 04
            bd e7 ca f8 1e 97 ed 26 83 26 72 32
            """);

    /** MS-NLMP 4.2.4.3. */
    public static final Octets V2_CHALLENGE = octets("""
            4e 54 4c 4d 53 53 50 00 02 00 00 00 0c 00 0c 00
            38 00 00 00 33 82 8a e2 01 23 45 67 89 ab cd ef
            00 00 00 00 00 00 00 00 24 00 24 00 44 00 00 00
            06 00 70 17 00 00 00 0f 53 00 65 00 72 00 76 00
            65 00 72 00 02 00 0c 00 44 00 6f 00 6d 00 61 00
            69 00 6e 00 01 00 0c 00 53 00 65 00 72 00 76 00
            65 00 72 00 00 00 00 00
            """);

    /** MS-NLMP 4.2.4.3. */
    public static final Octets V2_AUTHENTICATE = octets("""
            4e 54 4c 4d 53 53 50 00 03 00 00 00 18 00 18 00
            6c 00 00 00 54 00 54 00 84 00 00 00 0c 00 0c 00
            48 00 00 00 08 00 08 00 54 00 00 00 10 00 10 00
            5c 00 00 00 10 00 10 00 d8 00 00 00 35 82 88 e2
            05 01 28 0a 00 00 00 0f 44 00 6f 00 6d 00 61 00
            69 00 6e 00 55 00 73 00 65 00 72 00 43 00 4f 00
            4d 00 50 00 55 00 54 00 45 00 52 00 86 c3 50 97
            ac 9c ec 10 25 54 76 4a 57 cc cc 19 aa aa aa aa
            aa aa aa aa 68 cd 0a b8 51 e5 1c 96 aa bc 92 7b
            eb ef 6a 1c 01 01 00 00 00 00 00 00 00 00 00 00
            00 00 00 00 aa aa aa aa aa aa aa aa 00 00 00 00
            02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00
            01 00 0c 00 53 00 65 00 72 00 76 00 65 00 72 00
            00 00 00 00 00 00 00 00 c5 da d2 54 4f c9 79 90
            94 ce 1c e9 0b c9 d0 3e
            """);

    private Vectors() {}

    static char[] password() {
        return PASSWORD.toCharArray();
    }
}
