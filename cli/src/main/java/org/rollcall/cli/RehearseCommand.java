package org.rollcall.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * {@code rollcall rehearse}: does once what a start does, and ends. The launcher runs it after a build with the JVM
 * taking notes, for the ahead-of-time cache that later starts begin with.
 */
@Command(name = "rehearse", hidden = true, description = "Goes through a start, for the launcher's cache.")
final class RehearseCommand implements Runnable {
    @Override
    public void run() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main.run(nowhere, nowhere, Map.of(), Path.of(""), "config");
        Main.run(nowhere, nowhere, Map.of(), Path.of(""), "--help");
    }
}
