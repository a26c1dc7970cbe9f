package org.rollcall.access.ntlm.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.access.Octets;

/**
 * A sequence of AV pairs (MS-NLMP 2.2.2.1): what a server says of itself, and what a client says back of server and
 * channel. The order is kept, the pair that marks the end is not in the list. The values of known pairs have the form
 * that they must have.
 */
public record TargetInfo(List<AvPair> pairs) {
    public static final TargetInfo EMPTY = new TargetInfo(List.of());

    /** The bit of {@link AvId#FLAGS} by which a client says that its AUTHENTICATE carries a MIC. */
    public static final int FLAG_MIC = 0x2;

    private static final int END = 0;
    private static final int PAIR_HEADER = 4;

    public TargetInfo {
        pairs = List.copyOf(pairs);
        for (AvPair pair : pairs) {
            pair.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
        }
    }

    /**
     * Reads up to the pair that marks the end; what stands behind that is left alone.
     *
     * @throws NtlmFormatException when the end is missing, a value has not the form of its kind, or a kind comes twice
     */
    public static TargetInfo decode(Octets octets) throws NtlmFormatException {
        ByteBuffer in = littleEndian(octets.toByteArray());
        List<AvPair> pairs = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        while (in.remaining() >= PAIR_HEADER) {
            int id = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort());
            if (id == END) {
                return new TargetInfo(pairs);
            }
            if (length > in.remaining()) {
                throw new NtlmFormatException("AV pair " + id + " ends behind the octets that hold it");
            }
            if (!seen.add(id)) {
                throw new NtlmFormatException("AV pair " + id + " comes twice");
            }
            AvPair pair = new AvPair(id, octets.slice(in.position(), in.position() + length));
            Optional<String> problem = pair.problem();
            if (problem.isPresent()) {
                throw new NtlmFormatException(problem.get());
            }
            pairs.add(pair);
            in.position(in.position() + length);
        }
        throw new NtlmFormatException("the AV pairs have no end mark");
    }

    /** The pairs in their order, with the mark of the end. */
    public Octets encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (AvPair pair : pairs) {
            writeHeader(out, pair.id(), pair.value().length());
            out.writeBytes(pair.value().toByteArray());
        }
        writeHeader(out, END, 0);
        return Octets.copyOf(out.toByteArray());
    }

    private static void writeHeader(ByteArrayOutputStream out, int id, int length) {
        out.write(id);
        out.write(id >>> 8);
        out.write(length);
        out.write(length >>> 8);
    }

    public Optional<Octets> value(AvId id) {
        return pairs.stream().filter(pair -> pair.isAbout(id)).findFirst().map(AvPair::value);
    }

    /** The text of one of the pairs that hold a name. */
    public Optional<String> text(AvId id) {
        return value(id).map(value -> new String(value.toByteArray(), StandardCharsets.UTF_16LE));
    }

    /** The bits of {@link AvId#FLAGS}; none set when the pair is absent. */
    public int flags() {
        return value(AvId.FLAGS)
                .map(value -> littleEndian(value.toByteArray()).getInt())
                .orElse(0);
    }

    public boolean saysMic() {
        return (flags() & FLAG_MIC) != 0;
    }

    public Optional<FileTime> timestamp() {
        return value(AvId.TIMESTAMP).map(FileTime::decode);
    }

    /** The hash of the channel bindings; a hash of zeros means that there are none. */
    public Optional<Octets> channelBindings() {
        return value(AvId.CHANNEL_BINDINGS).filter(hash -> !hash.isZero());
    }

    public Optional<SingleHost> singleHost() {
        return value(AvId.SINGLE_HOST).map(SingleHost::decode);
    }

    public TargetInfo withText(AvId id, String text) {
        return with(id, Texts.encodeUnicode(text));
    }

    public TargetInfo withFlags(int flags) {
        return with(
                AvId.FLAGS,
                Octets.copyOf(
                        littleEndian(new byte[Integer.BYTES]).putInt(flags).array()));
    }

    public TargetInfo withTimestamp(FileTime time) {
        return with(AvId.TIMESTAMP, time.encode());
    }

    /** A hash of 16 octets. */
    public TargetInfo withChannelBindings(Octets hash) {
        return with(AvId.CHANNEL_BINDINGS, hash);
    }

    /** The pair in the place of the one of its kind, or else at the end. */
    private TargetInfo with(AvId id, Octets value) {
        List<AvPair> changed = new ArrayList<>(pairs);
        AvPair pair = new AvPair(id.number(), value);
        if (value(id).isPresent()) {
            changed.replaceAll(old -> old.isAbout(id) ? pair : old);
        } else {
            changed.add(pair);
        }
        return new TargetInfo(changed);
    }

    private static ByteBuffer littleEndian(byte[] octets) {
        return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    }
}
