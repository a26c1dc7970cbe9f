package org.rollcall.server.control;

import org.rollcall.server.ldif.Entries;

/**
 * Who does what clients of the channel ask for.
 *
 * @param store does what is asked of the store
 * @param accounts does what is asked of accounts
 * @param descriptors does what is asked of security descriptors
 * @param entries that clients are given, and that they change
 */
public record ControlHandlers(
        ControlHandler<ControlRequest.OfStore> store,
        ControlHandler<ControlRequest.OfAccounts> accounts,
        ControlHandler<ControlRequest.OfDescriptors> descriptors,
        Entries entries) {}
