package org.rollcall.server.fakes;

import java.util.Arrays;
import java.util.Random;

/** Ways to spoil a message. */
public final class Mutations {
    private Mutations() {}

    /** A message with one to four things wrong, or none that matters. */
    public static byte[] mutate(byte[] message, Random random) {
        byte[] mutant = message.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && mutant.length > 0; i--) {
            mutant = once(mutant, random);
        }
        return mutant;
    }

    private static byte[] once(byte[] message, Random random) {
        int at = random.nextInt(message.length);
        byte[] mutant = message.clone();
        switch (random.nextInt(7)) {
            case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[at] = (byte) random.nextInt();
            case 2 -> mutant[at] = new byte[] {0, -1, (byte) 0x80, (byte) 0x84, 0x7f, 0x30}[random.nextInt(6)];
            case 3 -> {
                return Arrays.copyOf(message, at);
            }
            case 4 -> {
                mutant = new byte[message.length + 1];
                System.arraycopy(message, 0, mutant, 0, at);
                mutant[at] = (byte) random.nextInt();
                System.arraycopy(message, at, mutant, at + 1, message.length - at);
            }
            case 5 -> {
                mutant = new byte[message.length - 1];
                System.arraycopy(message, 0, mutant, 0, at);
                System.arraycopy(message, at + 1, mutant, at, message.length - at - 1);
            }
            default -> {
                int length = Math.min(random.nextInt(16), message.length - at);
                int from = random.nextInt(message.length - length + 1);
                System.arraycopy(message, from, mutant, at, length);
            }
        }
        return mutant;
    }
}
