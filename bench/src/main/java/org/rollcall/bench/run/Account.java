package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The account by which a measurement logs on. */
final class Account {
    static final String NAME = "alice";
    static final String PASSWORD = "Wonder 1";

    private Account() {}

    /** Rollcall with a new data directory that has the account, for passwords and NTLM; logons may fail without end. */
    static Rollcall known(Bench bench) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(bench.folder(), "accounts");
        Path password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
        Path data = home.resolve("data");
        bench.rollcall().command("account", "add", NAME, "--ntlm", "--password-file=" + password, "--data=" + data);
        return bench.rollcall().over(data, "--limits.failedLogonTime=0s");
    }
}
