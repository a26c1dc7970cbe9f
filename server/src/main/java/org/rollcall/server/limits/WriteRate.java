package org.rollcall.server.limits;

import java.util.Optional;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Owner;

/**
 * How often clients may change something: those that have said who they are by their accounts, from wherever they come,
 * all others by their addresses. Whoever shares an address with others has thus no part of theirs, and no account has
 * more by coming from many addresses. Safe for use by many threads.
 */
public final class WriteRate {
    /** For those who may as often as they like. */
    public static final WriteRate UNLIMITED = new WriteRate(0, 1, 0, 1);

    private final AddressRate addresses;
    private final Buckets<Owner> accounts;

    /**
     * So many.
     *
     * @param perAddress changes a second, 0 for no limit
     * @param addressBurst at once after a pause, at least 1
     * @param perAccount changes a second, 0 for no limit
     * @param accountBurst at once after a pause, at least 1
     */
    public WriteRate(int perAddress, int addressBurst, int perAccount, int accountBurst) {
        this.addresses = AddressRate.perSecond(perAddress, addressBurst);
        this.accounts = Buckets.perSecond(perAccount, accountBurst);
    }

    /** Counts a change, or says which limit it is over. */
    public Optional<Limit> over(Client client, Asker asker, long nowNanos) {
        return switch (asker.owner()) {
            case Owner.Principal account ->
                asker.unlimited() || accounts.take(account, nowNanos)
                        ? Optional.empty()
                        : Optional.of(Limit.ACCOUNT_WRITE_RATE);
            case Owner.Network _, Owner.Server _ ->
                addresses.allows(client, nowNanos) ? Optional.empty() : Optional.of(Limit.WRITE_RATE);
        };
    }
}
