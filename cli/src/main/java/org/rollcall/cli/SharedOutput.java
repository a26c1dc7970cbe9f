package org.rollcall.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream that several write whole lines to, none of which ends inside another. It belongs to the process and outlives
 * the log, so closing it does nothing.
 */
final class SharedOutput extends OutputStream {
    private final OutputStream target;

    SharedOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        target.write(octet);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) throws IOException {
        target.write(octets, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        target.flush();
    }

    /** The same stream for somebody who would never write again after a failure: what can't be written is lost. */
    OutputStream forgiving() {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                try {
                    SharedOutput.this.write(octets, offset, length);
                } catch (IOException _) {
                    // There is nobody left to be told.
                }
            }

            @Override
            public void flush() {
                try {
                    SharedOutput.this.flush();
                } catch (IOException _) {
                    // As above.
                }
            }
        };
    }
}
