package org.rollcall.access.ntlm.message;

import org.rollcall.access.Octets;

/** What tells a server that its client runs on the same machine (MS-NLMP 2.2.2.2). */
public record SingleHost(Octets customData, Octets machineId) {
    static final int OCTETS = 48;
    private static final int CUSTOM_DATA = 8;
    private static final int MACHINE_ID = 16;

    static SingleHost decode(Octets value) {
        return new SingleHost(value.slice(CUSTOM_DATA, MACHINE_ID), value.slice(MACHINE_ID, OCTETS));
    }
}
