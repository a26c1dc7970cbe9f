package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keys in order, each with a value: a flat tree of {@link Block}s. The root's items are branches, theirs are leaves, and
 * theirs are the values; the keys above say where the items begin, cut as short as they can be, so that all above the
 * leaves stays near the processor. Keys stand in the order of their chars.
 *
 * <p>Writers take turns. One changes a leaf by exchanging it for another in its branch. Where leaves split or join, the
 * branch is exchanged in the root, and likewise the root. So an item of a block has the same borders as long as anybody
 * holds the block, and a reader, who takes no lock, needs only go on from item to item: a key that was there throughout
 * is met exactly once. A block that was exchanged stays as it was then.
 *
 * @param <V> what stands under a key
 */
final class OrderedIndex<V> {
    private static final int MOST_IN_LEAF = 32;
    private static final int MOST_IN_BRANCH = 256;
    private static final int MOST_LEAF_BYTES = 1 << 13;
    private static final int MOST_BRANCH_BYTES = 1 << 16;
    private static final byte[] LOWEST = {};

    private final int mostInLeaf;
    private final int mostInBranch;
    private volatile Block root;
    private volatile int size;

    OrderedIndex() {
        this(MOST_IN_LEAF, MOST_IN_BRANCH);
    }

    /** One whose blocks hold no more than this, at least 2. */
    OrderedIndex(int mostInLeaf, int mostInBranch) {
        this.mostInLeaf = mostInLeaf;
        this.mostInBranch = mostInBranch;
        Block leaf = Block.of(List.of(), List.of());
        this.root = above(above(leaf));
    }

    private static Block above(Block only) {
        return Block.of(List.of(LOWEST), List.of(only));
    }

    int size() {
        return size;
    }

    boolean contains(String key) {
        byte[] bytes = bytes(key);
        return leaf(bytes).find(bytes) >= 0;
    }

    /** Puts the value under the key, in place of another where there is one. */
    void put(String key, V value) {
        compute(key, before -> value);
    }

    void remove(String key) {
        compute(key, before -> null);
    }

    /**
     * Puts what the function makes of the value of the key in its place.
     *
     * @param function from the value, null where there is none, to the next, null to take the key away
     */
    @SuppressWarnings("unchecked")
    void compute(String key, UnaryOperator<@Nullable V> function) {
        byte[] bytes = bytes(key);
        synchronized (this) {
            Block top = root;
            int branchAt = child(top, bytes);
            Block branch = (Block) top.item(branchAt);
            int leafAt = child(branch, bytes);
            Block leaf = (Block) branch.item(leafAt);
            int at = leaf.find(bytes);
            V after = function.apply(at < 0 ? null : (V) leaf.item(at));
            if (after != null && at >= 0) {
                leaf.item(at, after);
            } else if (after != null) {
                grow(top, branchAt, branch, leafAt, leaf.with(-at - 1, bytes, after));
            } else if (at >= 0) {
                shrink(top, branchAt, branch, leafAt, leaf.without(at, at));
            }
        }
    }

    /**
     * Puts these in the place of all that is there, in blocks that have room for more. Nobody else writes meanwhile.
     *
     * @param keys as {@link #bytes} makes them, each once and in their order; all that are there among them
     * @param values as many
     */
    void fill(List<byte[]> keys, List<? extends V> values) {
        List<byte[]> borders = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < keys.size(); ) {
            int to = endOfBlock(keys, from, mostInLeaf, MOST_LEAF_BYTES);
            borders.add(from == 0 ? LOWEST : border(keys.get(from - 1), keys.get(from)));
            blocks.add(Block.of(keys.subList(from, to), values.subList(from, to)));
            from = to;
        }
        List<byte[]> branchBorders = new ArrayList<>();
        List<Block> branches = new ArrayList<>();
        for (int from = 0; from < blocks.size(); ) {
            int to = endOfBlock(borders, from, mostInBranch, MOST_BRANCH_BYTES);
            branchBorders.add(borders.get(from));
            branches.add(Block.of(borders.subList(from, to), blocks.subList(from, to)));
            from = to;
        }
        synchronized (this) {
            if (!keys.isEmpty()) {
                root = Block.of(branchBorders, branches);
                size = keys.size();
            }
        }
    }

    /** Gives each key, as {@link #bytes} makes them, and its value, in their order. */
    @SuppressWarnings("unchecked")
    void forEach(BiConsumer<byte[], V> reader) {
        Block top = root;
        for (int i = 0; i < top.count(); i++) {
            Block branch = (Block) top.item(i);
            for (int j = 0; j < branch.count(); j++) {
                Block leaf = (Block) branch.item(j);
                for (int k = 0; k < leaf.count(); k++) {
                    reader.accept(leaf.key(k), (V) leaf.item(k));
                }
            }
        }
    }

    private static int endOfBlock(List<byte[]> keys, int from, int most, int mostBytes) {
        int end = Math.min(keys.size(), from + Math.max(1, most * 3 / 4));
        int bytes = 0;
        for (int at = from; at < end; at++) {
            bytes += keys.get(at).length;
            if (bytes > mostBytes / 2 && at > from) {
                return at;
            }
        }
        return end;
    }

    /** The values of the keys that begin so, in the order of keys, as they are met. */
    Walk<V> walk(String prefix) {
        return new Walk<>(root, bytes(prefix));
    }

    /** A reader on its way. */
    static final class Walk<V> {
        private final byte[] prefix;
        private final Block root;
        private Block branch;
        private Block leaf;
        private int branchAt;
        private int leafAt;
        private int at;
        private int end;

        private Walk(Block root, byte[] prefix) {
            this.prefix = prefix;
            this.root = root;
            branchAt = child(root, prefix);
            branch = (Block) root.item(branchAt);
            leafAt = child(branch, prefix);
            leaf = (Block) branch.item(leafAt);
            int found = leaf.find(prefix);
            at = found < 0 ? -found - 1 : found;
            end = leaf.endOf(prefix, at);
        }

        /** The next value; null at the end. */
        @Nullable
        @SuppressWarnings("unchecked")
        V next() {
            while (at == end) {
                if (end < leaf.count() || !nextLeaf()) {
                    return null;
                }
                at = 0;
                end = leaf.endOf(prefix, 0);
            }
            return (V) leaf.item(at++);
        }

        private boolean nextLeaf() {
            if (leafAt + 1 < branch.count()) {
                leafAt++;
            } else if (branchAt + 1 < root.count()) {
                branchAt++;
                branch = (Block) root.item(branchAt);
                leafAt = 0;
            } else {
                return false;
            }
            leaf = (Block) branch.item(leafAt);
            return true;
        }
    }

    private Block leaf(byte[] key) {
        Block top = root;
        Block branch = (Block) top.item(child(top, key));
        return (Block) branch.item(child(branch, key));
    }

    private static int child(Block block, byte[] key) {
        int found = block.find(key);
        return found < 0 ? -found - 2 : found;
    }

    // Keys may be long, and what is copied at each change must not.
    private static boolean isOver(Block block, int most, int mostBytes, int fewest) {
        return block.count() > most || (block.keyBytes() > mostBytes && block.count() >= fewest);
    }

    private static Block splitLeaf(Block branch, int leafAt, Block leaf) {
        int middle = leaf.count() / 2;
        return split(branch, leafAt, leaf, middle, border(leaf.key(middle - 1), leaf.key(middle)));
    }

    /** The shortest key that is above the one and not above the other. */
    private static byte[] border(byte[] last, byte[] first) {
        return Arrays.copyOf(first, Arrays.mismatch(last, first) + 1);
    }

    private static Block split(Block above, int at, Block block, int middle, byte[] border) {
        Block more = above.with(at + 1, border, block.part(middle, block.count()));
        more.item(at, block.part(0, middle));
        return more;
    }

    private void grow(Block top, int branchAt, Block branch, int leafAt, Block leaf) {
        int more = size + 1;
        size = more;
        if (!isOver(leaf, mostInLeaf, MOST_LEAF_BYTES, 2)) {
            branch.item(leafAt, leaf);
            return;
        }
        Block larger = splitLeaf(branch, leafAt, leaf);
        if (!isOver(larger, mostInBranch, MOST_BRANCH_BYTES, 4)) {
            top.item(branchAt, larger);
        } else {
            int middle = larger.count() / 2;
            root = split(top, branchAt, larger, middle, larger.key(middle));
        }
    }

    private void shrink(Block top, int branchAt, Block branch, int leafAt, Block leaf) {
        int less = size - 1;
        size = less;
        Block fewer = leaf.count() > mostInLeaf / 4 ? null : joined(branch, leafAt, leaf, mostInLeaf, MOST_LEAF_BYTES);
        if (fewer == null) {
            branch.item(leafAt, leaf);
            return;
        }
        Block smaller =
                fewer.count() > mostInBranch / 4 ? null : joined(top, branchAt, fewer, mostInBranch, MOST_BRANCH_BYTES);
        if (smaller == null) {
            top.item(branchAt, fewer);
        } else {
            root = smaller;
        }
    }

    /** What stands above, with this small item put together with its neighbour; null where the two are too large. */
    private static @Nullable Block joined(Block above, int at, Block small, int most, int mostBytes) {
        if (above.count() == 1) {
            return null;
        }
        int left = at + 1 < above.count() ? at : at - 1;
        Block first = left == at ? small : (Block) above.item(left);
        Block second = left == at ? (Block) above.item(left + 1) : small;
        if (first.count() + second.count() > most * 3 / 4 || first.keyBytes() + second.keyBytes() > mostBytes) {
            return small.count() == 0 ? withoutChild(above, at) : null;
        }
        Block fewer = withoutChild(above, left + 1);
        fewer.item(left, first.join(second));
        return fewer;
    }

    // The next one begins where the first began.
    private static Block withoutChild(Block above, int at) {
        return above.without(Math.max(at, 1), at);
    }

    /** Bytes that stand in the same order as the chars of keys, and begin alike where these do. */
    static byte[] bytes(String key) {
        int length = key.length();
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = key.charAt(i);
            if (c >= 0x80) {
                return longer(key, Arrays.copyOf(bytes, i + (length - i) * 3), i);
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    // UTF-8 of each char for itself: halves of a pair are chars like others, and no two keys become the same.
    private static byte[] longer(String key, byte[] bytes, int from) {
        int at = from;
        for (int i = from; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        return Arrays.copyOf(bytes, at);
    }
}
