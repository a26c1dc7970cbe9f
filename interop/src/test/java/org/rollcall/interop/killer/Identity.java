package org.rollcall.interop.killer;

/** A name that one client has for itself. */
record Identity(Role role, int client, int index) {
    /** The form that the journal has. */
    static Identity parse(String text) {
        int dash = text.indexOf('-');
        return new Identity(
                Role.of(text.charAt(0)),
                Integer.parseInt(text.substring(1, dash)),
                Integer.parseInt(text.substring(dash + 1)));
    }

    /** The value of {@code cn} or {@code uid}. */
    String name() {
        return role.name(this);
    }

    /** The loopback address that stands for one of the client's addresses. */
    String from(int address) {
        return "127.0." + address + "." + client;
    }

    @Override
    public String toString() {
        return role.letter() + "" + client + "-" + index;
    }
}
