package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder is fed each file of the corpus in pieces, as a connection would bring it. */
class SeedCorpusTest {
    static Stream<Path> seeds() throws IOException, URISyntaxException {
        URL folder = SeedCorpusTest.class.getClassLoader().getResource(SeedCorpus.FOLDER);
        assertThat(folder).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void theCommittedFilesAreTheSeeds() throws Exception {
        Map<String, byte[]> committed = new TreeMap<>();
        for (Path seed : seeds().toList()) {
            committed.put(seed.getFileName().toString(), Files.readAllBytes(seed));
        }
        for (Map.Entry<String, byte[]> seed : SeedCorpus.all().entrySet()) {
            assertThat(committed.get(seed.getKey()))
                    .as(seed.getKey() + " (SeedCorpus.main writes it)")
                    .isEqualTo(seed.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPrefixIsIncompleteOrEndsAsTheWholeDoes(Path seed) throws IOException {
        byte[] octets = Files.readAllBytes(seed);
        List<Object> whole = feed(octets, octets.length);
        for (int length = 0; length < octets.length; length++) {
            List<Object> part = feed(Arrays.copyOf(octets, length), length);
            assertThat(part).as("prefix of " + length).hasSizeLessThanOrEqualTo(whole.size());
            assertThat(whole.subList(0, part.size())).as("prefix of " + length).isEqualTo(part);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySplitInTwoGivesTheSameMessages(Path seed) throws IOException {
        byte[] octets = Files.readAllBytes(seed);
        List<Object> whole = feed(octets, octets.length);
        for (int split = 1; split < octets.length; split++) {
            assertThat(feed(octets, split)).as("split at " + split).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneOctetAtATimeGivesTheSameMessages(Path seed) throws IOException {
        byte[] octets = Files.readAllBytes(seed);
        assertThat(feed(octets, -1)).isEqualTo(feed(octets, octets.length));
    }

    /** What comes out when the octets arrive in two pieces, or (-1) one by one: messages, and how a refusal reads. */
    private static List<Object> feed(byte[] octets, int split) {
        MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
        ByteBuf accumulated = Unpooled.buffer();
        List<Object> outcome = new ArrayList<>();
        int arrived = 0;
        while (arrived < octets.length) {
            int piece = split < 0 ? 1 : arrived < split ? split : octets.length - arrived;
            accumulated.writeBytes(octets, arrived, piece);
            arrived += piece;
            if (!drain(decoder, accumulated, outcome)) {
                return outcome;
            }
        }
        return outcome;
    }

    private static boolean drain(MessageDecoder decoder, ByteBuf in, List<Object> outcome) {
        while (true) {
            try {
                int length = Framing.frameLength(
                        in, in.readerIndex(), in.readableBytes(), DecoderLimits.DEFAULT.maxMessageBytes());
                if (length == Framing.NEED_MORE || length > in.readableBytes()) {
                    return true;
                }
                outcome.add(decoder.decode(in));
            } catch (ProtocolException refusal) {
                outcome.add(refusal.kind() + " " + refusal.text());
                if (refusal.kind() != ProtocolException.Kind.REPLY) {
                    return false;
                }
            }
        }
    }
}
