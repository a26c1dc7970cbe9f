package org.rollcall.store.rocksdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;

/** Another process with a store of its own: the tests say what it does, and it says how that went. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * @param wrapper a command that starts the process, if any
     * @param task {@code hold}, {@code write}, or {@code backup}: after a word, into the directory called the same and
     *     {@code -backups}
     */
    static ChildProcess start(List<String> wrapper, String task, Path directory, Durability durability)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildProcess.class.getName()));
        command.addAll(List.of(task, directory.toString(), durability.name()));
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** The next line it says; null at its end. */
    String hear() throws IOException {
        return output.readLine();
    }

    /** A word to the process. */
    void tell() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** From now on a write that makes a file larger fails. */
    void limitFiles(int bytes) throws IOException, InterruptedException {
        int status = new ProcessBuilder("prlimit", "--fsize=" + bytes, "--pid", String.valueOf(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("prlimit ended with " + status);
        }
    }

    /** SIGKILL; what it said before can still be heard. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.destroyForcibly().waitFor();
    }

    /** What batch {@code number} writes: a part of it in each of two tables. */
    static List<Store.Write> batch(int number) {
        String value = "value " + number + " " + "x".repeat(number * 31 % 700);
        return List.of(
                Tables.put(Store.Table.ENTRIES, "k" + number % 50, value),
                Tables.put(Store.Table.ACCOUNTS, "a" + number % 50, value));
    }

    public static void main(String[] args) throws IOException {
        try (RocksStore store = RocksStoreTest.open(Path.of(args[1]), Durability.valueOf(args[2]))) {
            System.out.println("open");
            if (args[0].equals("hold")) {
                while (System.in.read() >= 0) {
                    // Until the parent closes it, or ends.
                }
                return;
            }
            if (args[0].equals("backup")) {
                System.out.println(System.in.read() < 0 ? "nobody" : backup(store, Path.of(args[1] + "-backups")));
                return;
            }
            for (int i = 0; ; i++) {
                store.commit(batch(i)).toCompletableFuture().join();
                System.out.println(i);
                System.out.flush();
            }
        } catch (CompletionException e) {
            System.out.println(e.getCause().getMessage());
        } catch (StoreException e) {
            System.out.println(e.kind() + " " + e.getMessage());
        }
    }

    private static String backup(RocksStore store, Path to) {
        try {
            return String.valueOf(store.backup(to, 9, Progress.NONE).number());
        } catch (MaintenanceException e) {
            return e.kind() + " " + e.getMessage();
        }
    }
}
