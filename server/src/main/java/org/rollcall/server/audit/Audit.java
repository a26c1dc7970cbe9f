package org.rollcall.server.audit;

/** Is told what is to be accounted for. Called on event loops: be quick. Any thread may. */
@FunctionalInterface
public interface Audit {
    void record(Deed deed);
}
