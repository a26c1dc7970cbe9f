package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchedOutputTest {
    @Test
    void linesArePassedOnTogetherAfterAMoment() throws IOException, InterruptedException {
        BlockingQueue<String> passedOn = new LinkedBlockingQueue<>();
        OutputStream target = new OutputStream() {
            @Override
            public void write(int octet) {
                passedOn.add(String.valueOf((char) octet));
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                passedOn.add(new String(octets, offset, length, StandardCharsets.US_ASCII));
            }
        };
        try (BatchedOutput output = new BatchedOutput(target)) {
            output.write("one ".getBytes(StandardCharsets.US_ASCII));
            assertThat(passedOn.poll(10, TimeUnit.SECONDS)).isEqualTo("one ");
        }
    }

    @Test
    void nothingIsLostAtTheEnd() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        BatchedOutput output = new BatchedOutput(target);
        output.write('a');
        output.write(new byte[100_000]);
        output.close();

        assertThat(target.size()).isEqualTo(100_001);
    }
}
