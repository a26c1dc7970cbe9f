package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The list of a backup's files, which makes a folder a backup: the last thing written before the folder has its name. */
record BackupManifest(UUID store, Instant made, long newBytes, long records, List<BackupManifest.Item> items) {
    static final String FILE = "rollcall.backup";

    /** The form that this version writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final String TITLE = "Rollcall backup";
    private static final long MAX_BYTES = 64 << 20;
    private static final Pattern HEAD =
            Pattern.compile(TITLE + "\nformat (?<format>[0-9]{1,9})\n(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern BODY = Pattern.compile("""
            store (?<store>[0-9a-f-]{36})
            made (?<made>\\S{1,40})
            new (?<new>[0-9]{1,18})
            records (?<records>[0-9]{1,18})
            (?<items>.*)checksum (?<checksum>[0-9a-f]{8})
            """, Pattern.DOTALL);
    // No other names, so that a list that somebody made up leads nowhere else.
    private static final Pattern ITEM = Pattern.compile(
            "file (?<checksum>[0-9a-f]{8}) (?<bytes>[0-9]{1,18}) (?<name>rollcall\\.store|db/[A-Za-z0-9_-][A-Za-z0-9._-]*)");

    /**
     * A file.
     *
     * @param name beneath the backup's folder, with slashes
     * @param checksum CRC-32C
     */
    record Item(String name, long bytes, int checksum) {
        static Item of(String name, String text) {
            return new Item(name, text.length(), BackupManifest.checksum(text));
        }
    }

    BackupManifest {
        items = List.copyOf(items);
    }

    String text() {
        StringBuilder text = new StringBuilder(TITLE + "\nformat " + FORMAT + "\nstore " + store + "\nmade " + made
                + "\nnew " + newBytes + "\nrecords " + records + "\n");
        HexFormat hex = HexFormat.of();
        for (Item item : items) {
            text.append("file ")
                    .append(hex.toHexDigits(item.checksum))
                    .append(' ')
                    .append(item.bytes)
                    .append(' ')
                    .append(item.name)
                    .append('\n');
        }
        return text + "checksum " + hex.toHexDigits(checksum(text.toString())) + "\n";
    }

    /** @throws MaintenanceException of kind DAMAGED, with the folder named */
    static BackupManifest read(Path folder) throws MaintenanceException {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw damaged(folder, "its list of files is too long");
            }
            return parse(folder, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw damaged(folder, "it has no list of files, " + FILE);
        } catch (IOException e) {
            throw MaintenanceException.failed("the backup " + folder + " cannot be read", e);
        }
    }

    private static BackupManifest parse(Path folder, String text) throws MaintenanceException {
        Matcher head = HEAD.matcher(text);
        if (!head.matches()) {
            throw damaged(folder, "its list of files, " + FILE + ", is none");
        }
        if (Integer.parseInt(head.group("format")) > FORMAT) {
            throw new MaintenanceException(
                    MaintenanceException.Kind.REFUSED,
                    "a newer version of Rollcall made the backup " + folder + ", in format " + head.group("format")
                            + "; this version reads formats up to " + FORMAT);
        }
        Matcher body = BODY.matcher(head.group("rest"));
        if (!body.matches()
                || HexFormat.fromHexDigits(body.group("checksum"))
                        != checksum(text.substring(0, text.length() - "checksum 01234567\n".length()))) {
            throw damaged(folder, "its list of files, " + FILE + ", does not fit its checksum");
        }
        try {
            List<Item> items = new ArrayList<>();
            for (String line : body.group("items").lines().toList()) {
                Matcher item = ITEM.matcher(line);
                if (!item.matches()) {
                    throw damaged(folder, "its list of files has a line that is none: " + line);
                }
                items.add(new Item(
                        item.group("name"),
                        Long.parseLong(item.group("bytes")),
                        HexFormat.fromHexDigits(item.group("checksum"))));
            }
            return new BackupManifest(
                    UUID.fromString(body.group("store")),
                    Instant.parse(body.group("made")),
                    Long.parseLong(body.group("new")),
                    Long.parseLong(body.group("records")),
                    items);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw damaged(folder, "its list of files, " + FILE + ", is damaged");
        }
    }

    Backup describe(long number) {
        return new Backup(number, store, made, bytes(), newBytes, records);
    }

    long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }

    private static int checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return (int) crc.getValue();
    }

    static MaintenanceException damaged(Path folder, String what) {
        return new MaintenanceException(
                MaintenanceException.Kind.DAMAGED, "the backup " + folder + " is damaged: " + what);
    }
}
