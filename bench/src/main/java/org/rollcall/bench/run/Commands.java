package org.rollcall.bench.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small programs of the system, run to their end. */
final class Commands {
    private static final String SEARCH_PATH =
            System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + File.pathSeparator + "/usr/sbin:/sbin";

    private Commands() {}

    /** Also looks where system programs live, which is not on every user's path. */
    static Path find(String program) throws IOException {
        for (String folder : SEARCH_PATH.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new IOException("no " + program + " on this machine");
    }

    static boolean exists(String program) {
        try {
            find(program);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @param folder it runs there
     * @param log takes what it prints
     * @throws IOException with that, where it fails or does not end in time
     */
    static void run(List<String> command, Path folder, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
        }
    }

    /** What the command prints on either stream, whatever its exit status; empty when it does not run. */
    static String output(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(60, TimeUnit.SECONDS);
            return text;
        } catch (IOException e) {
            return "";
        }
    }
}
