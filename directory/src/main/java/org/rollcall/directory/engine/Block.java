package org.rollcall.directory.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorted keys, each with an item. The keys never change and lie in one array, without what all of them begin with, so
 * that a search in them meets few lines of memory; an item may be exchanged for another under a reader.
 *
 * <p>Packed are: the length of what all begin with; the width of an end, 2 or 4 bytes; where the rest of each key ends;
 * what all begin with; the rests, one after another.
 */
final class Block {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ITEM = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int WIDTH = 4;
    private static final int HEADER = 5;
    private static final int NARROW = 2;
    private static final int WIDE = 4;
    private static final int LONGEST_NARROW = 0xFFFF;

    private final byte[] packed;
    private final Object[] items;

    private Block(byte[] packed, Object[] items) {
        this.packed = packed;
        this.items = items;
    }

    /** A block of these; the keys ascend, and there are as many items. */
    static Block of(List<byte[]> keys, List<?> items) {
        int count = keys.size();
        int common = 0;
        if (count > 0) {
            byte[] first = keys.getFirst();
            int different = Arrays.mismatch(first, keys.getLast());
            common = different < 0 ? first.length : different;
        }
        long length = 0;
        for (byte[] key : keys) {
            length += key.length - common;
        }
        int width = length > LONGEST_NARROW ? WIDE : NARROW;
        byte[] packed = new byte[Math.toIntExact(HEADER + (long) count * width + common + length)];
        writeHeader(packed, common, width);
        int start = HEADER + count * width;
        if (count > 0) {
            System.arraycopy(keys.getFirst(), 0, packed, start, common);
        }
        start += common;
        int end = 0;
        for (int i = 0; i < count; i++) {
            byte[] key = keys.get(i);
            System.arraycopy(key, common, packed, start + end, key.length - common);
            end += key.length - common;
            writeEnd(packed, width, i, end);
        }
        return new Block(packed, items.toArray());
    }

    int count() {
        return items.length;
    }

    /** What the keys take, in bytes. */
    int keyBytes() {
        return packed.length;
    }

    Object item(int index) {
        return ITEM.getAcquire(items, index);
    }

    void item(int index, Object item) {
        ITEM.setRelease(items, index, item);
    }

    byte[] key(int index) {
        int common = common();
        int from = restStart(index);
        int to = restEnd(index);
        byte[] key = new byte[common + to - from];
        System.arraycopy(packed, commonStart(), key, 0, common);
        System.arraycopy(packed, from, key, common, to - from);
        return key;
    }

    /** Where the key stands; -(where it would stand) - 1 if it is not here. */
    int find(byte[] key) {
        int common = common();
        int commonStart = commonStart();
        int different =
                Arrays.compareUnsigned(packed, commonStart, commonStart + common, key, 0, Math.min(common, key.length));
        if (different != 0) {
            return different > 0 ? -1 : -count() - 1;
        }
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(packed, restStart(middle), restEnd(middle), key, common, key.length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Where the keys that begin so end; from is the place of the first key that is not smaller than the prefix. */
    int endOf(byte[] prefix, int from) {
        int common = common();
        int commonStart = commonStart();
        int alike = Math.min(common, prefix.length);
        if (!Arrays.equals(packed, commonStart, commonStart + alike, prefix, 0, alike)) {
            return from;
        }
        int length = prefix.length - alike;
        if (length == 0) {
            return count();
        }
        int low = from;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int start = restStart(middle);
            if (restEnd(middle) - start >= length
                    && Arrays.equals(packed, start, start + length, prefix, alike, prefix.length)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** This with one more key, which would stand at this place. */
    Block with(int index, byte[] key, Object item) {
        int common = common();
        int commonStart = commonStart();
        int count = count();
        int added = key.length - common;
        int restLength = packed.length - commonStart - common;
        if (count == 0
                || added < 0
                || (width() == NARROW && restLength + added > LONGEST_NARROW)
                || !Arrays.equals(packed, commonStart, commonStart + common, key, 0, common)) {
            List<byte[]> keys = keys(0, count);
            keys.add(index, key);
            return of(keys, Arrays.asList(itemsWith(index, item)));
        }
        int width = width();
        byte[] grown = new byte[packed.length + width + added];
        writeHeader(grown, common, width);
        System.arraycopy(packed, HEADER, grown, HEADER, index * width);
        int at = restStart(index) - commonStart - common;
        writeEnd(grown, width, index, at + added);
        for (int i = index; i < count; i++) {
            writeEnd(grown, width, i + 1, end(i) + added);
        }
        int grownStart = commonStart + width;
        System.arraycopy(packed, commonStart, grown, grownStart, common + at);
        System.arraycopy(key, common, grown, grownStart + common + at, added);
        System.arraycopy(packed, commonStart + common + at, grown, grownStart + common + at + added, restLength - at);
        return new Block(grown, itemsWith(index, item));
    }

    /** This without the key at one place and the item at another. */
    Block without(int keyIndex, int itemIndex) {
        int count = count();
        if (count == 1) {
            return of(List.of(), List.of());
        }
        int common = common();
        int commonStart = commonStart();
        int width = width();
        int from = restStart(keyIndex);
        int to = restEnd(keyIndex);
        byte[] shrunk = new byte[packed.length - width - (to - from)];
        writeHeader(shrunk, common, width);
        System.arraycopy(packed, HEADER, shrunk, HEADER, keyIndex * width);
        for (int i = keyIndex + 1; i < count; i++) {
            writeEnd(shrunk, width, i - 1, end(i) - (to - from));
        }
        System.arraycopy(packed, commonStart, shrunk, commonStart - width, from - commonStart);
        System.arraycopy(packed, to, shrunk, from - width, packed.length - to);
        Object[] fewer = new Object[count - 1];
        System.arraycopy(items, 0, fewer, 0, itemIndex);
        System.arraycopy(items, itemIndex + 1, fewer, itemIndex, fewer.length - itemIndex);
        return new Block(shrunk, fewer);
    }

    /** Part of this: the places from one to before the other. */
    Block part(int from, int to) {
        return of(keys(from, to), Arrays.asList(items).subList(from, to));
    }

    /** This and then that. */
    Block join(Block right) {
        List<byte[]> keys = keys(0, count());
        keys.addAll(right.keys(0, right.count()));
        List<Object> both = new ArrayList<>(Arrays.asList(items));
        both.addAll(Arrays.asList(right.items));
        return of(keys, both);
    }

    private List<byte[]> keys(int from, int to) {
        List<byte[]> keys = new ArrayList<>(to - from + 1);
        for (int i = from; i < to; i++) {
            keys.add(key(i));
        }
        return keys;
    }

    private Object[] itemsWith(int index, Object item) {
        Object[] more = new Object[items.length + 1];
        System.arraycopy(items, 0, more, 0, index);
        more[index] = item;
        System.arraycopy(items, index, more, index + 1, items.length - index);
        return more;
    }

    private int common() {
        return (int) INT.get(packed, 0);
    }

    private int width() {
        return packed[WIDTH];
    }

    private int commonStart() {
        return HEADER + count() * width();
    }

    private int restStart(int index) {
        return commonStart() + common() + (index == 0 ? 0 : end(index - 1));
    }

    private int restEnd(int index) {
        return commonStart() + common() + end(index);
    }

    private int end(int index) {
        return width() == NARROW
                ? (short) SHORT.get(packed, HEADER + index * NARROW) & 0xFFFF
                : (int) INT.get(packed, HEADER + index * WIDE);
    }

    private static void writeHeader(byte[] packed, int common, int width) {
        INT.set(packed, 0, common);
        packed[WIDTH] = (byte) width;
    }

    private static void writeEnd(byte[] packed, int width, int index, int end) {
        if (width == NARROW) {
            SHORT.set(packed, HEADER + index * NARROW, (short) end);
        } else {
            INT.set(packed, HEADER + index * WIDE, end);
        }
    }
}
