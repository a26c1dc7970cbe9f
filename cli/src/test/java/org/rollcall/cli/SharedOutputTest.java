package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedOutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Passes one octet on at a time, as a pipe that is nearly full does. */
    private final OutputStream slow = new OutputStream() {
        @Override
        public void write(int octet) {
            written.write(octet);
            Thread.yield();
        }
    };

    private static byte[] line(char letter) {
        return (String.valueOf(letter).repeat(50) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void noLineEndsInsideAnother() {
        SharedOutput shared = new SharedOutput(slow);
        List<OutputStream> writers = List.of(shared, shared.forgiving(), shared);
        CompletableFuture.allOf(IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> {
                            for (int n = 0; n < 200; n++) {
                                try {
                                    writers.get(i).write(line((char) ('a' + i)));
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(written.toString(StandardCharsets.US_ASCII).lines())
                .hasSize(600)
                .allMatch(line -> line.equals(line.substring(0, 1).repeat(50)));
    }

    @Test
    void closingItClosesNothing() throws IOException {
        boolean[] closed = {false};
        SharedOutput shared = new SharedOutput(new OutputStream() {
            @Override
            public void write(int octet) {
                written.write(octet);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        });
        shared.forgiving().close();
        shared.close();
        shared.write('a');
        assertThat(closed[0]).isFalse();
        assertThat(written.size()).isEqualTo(1);
    }

    @Test
    void whoAsksForItIsSparedFailures() throws IOException {
        boolean[] full = {true};
        SharedOutput shared = new SharedOutput(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
                written.write(octet);
            }

            @Override
            public void flush() throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
            }
        });
        OutputStream forgiving = shared.forgiving();
        forgiving.write(line('a'));
        forgiving.write('b');
        forgiving.flush();
        assertThatIOException().isThrownBy(() -> shared.write(line('c')));
        full[0] = false;
        forgiving.write(line('d'));
        assertThat(written.toByteArray()).isEqualTo(line('d'));
    }
}
