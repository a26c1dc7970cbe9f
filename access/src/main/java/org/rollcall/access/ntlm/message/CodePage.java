package org.rollcall.access.ntlm.message;

import java.nio.charset.Charset;

/** The character set of clients that know no Unicode. */
public final class CodePage {
    /** No message says which one its sender has: this is Western Europe's, which includes ASCII. */
    public static final Charset OEM = Charset.forName("IBM850");

    private CodePage() {}
}
