package org.rollcall.access.ntlm.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** MD4 (RFC 1320), which the platform has no more. Broken as a digest for decades; NTLM is made of it all the same. */
final class Md4 {
    private static final int BLOCK = 64;
    private static final int LENGTH_OCTETS = 8;

    private static final int ROUND_2 = 0x5A827999;
    private static final int ROUND_3 = 0x6ED9EBA1;

    private static final int[] ORDER_2 = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    private static final int[] ORDER_3 = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    private static final int[] SHIFTS_1 = {3, 7, 11, 19};
    private static final int[] SHIFTS_2 = {3, 5, 9, 13};
    private static final int[] SHIFTS_3 = {3, 9, 11, 15};

    private int a = 0x67452301;
    private int b = 0xEFCDAB89;
    private int c = 0x98BADCFE;
    private int d = 0x10325476;

    private Md4() {}

    static byte[] digest(byte[] message) {
        ByteBuffer padded = pad(message);
        Md4 state = new Md4();
        int[] words = new int[BLOCK / Integer.BYTES];
        while (padded.hasRemaining()) {
            for (int i = 0; i < words.length; i++) {
                words[i] = padded.getInt();
            }
            state.block(words);
        }
        return ByteBuffer.allocate(4 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(state.a)
                .putInt(state.b)
                .putInt(state.c)
                .putInt(state.d)
                .array();
    }

    private static ByteBuffer pad(byte[] message) {
        int blocks = (message.length + 1 + LENGTH_OCTETS + BLOCK - 1) / BLOCK;
        ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(message).put((byte) 0x80);
        padded.putLong(padded.capacity() - LENGTH_OCTETS, 8L * message.length);
        return padded.rewind();
    }

    private void block(int[] words) {
        int oldA = a;
        int oldB = b;
        int oldC = c;
        int oldD = d;
        for (int i = 0; i < 16; i++) {
            step(((b & c) | (~b & d)) + words[i], SHIFTS_1[i % 4]);
        }
        for (int i = 0; i < 16; i++) {
            step(((b & c) | (b & d) | (c & d)) + words[ORDER_2[i]] + ROUND_2, SHIFTS_2[i % 4]);
        }
        for (int i = 0; i < 16; i++) {
            step((b ^ c ^ d) + words[ORDER_3[i]] + ROUND_3, SHIFTS_3[i % 4]);
        }
        a += oldA;
        b += oldB;
        c += oldC;
        d += oldD;
    }

    /** The registers change places, so that every step is the one that the RFC writes for A. */
    private void step(int sum, int shift) {
        int next = Integer.rotateLeft(a + sum, shift);
        a = d;
        d = c;
        c = b;
        b = next;
    }
}
