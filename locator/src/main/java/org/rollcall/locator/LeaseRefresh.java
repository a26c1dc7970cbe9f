package org.rollcall.locator;

import java.util.Optional;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Granted;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.View;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.control.RefreshResponse;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ResultCode;

/** Renewals that are not searches: the refresh operation of RFC 2589 §4, and a modify of the time to live alone. */
final class LeaseRefresh {
    private static final long LONGEST_SECONDS = 31_557_600;

    /** RFC 2589 §4.2: a server may not grant less than a day to those who ask for more. */
    private static final long DAY_SECONDS = 86_400;

    private final Vocabulary vocabulary;
    private final TargetReader targets;

    LeaseRefresh(Vocabulary vocabulary, TargetReader targets) {
        this.vocabulary = vocabulary;
        this.targets = targets;
    }

    /**
     * What a refresh asks for.
     *
     * @param entryName as it came
     */
    record Asked(OctetString entryName, long seconds, RenewRequest request) {}

    /** @throws DirectoryException as RFC 2589 §4.2 lists them */
    Asked read(ExtendedRequest request, Caller caller) {
        RefreshRequest refresh;
        try {
            refresh = RefreshRequest.decode(request.value()
                    .orElseThrow(() -> new DirectoryException(ResultCode.PROTOCOL_ERROR, "refresh of nothing")));
        } catch (BerException e) {
            throw new DirectoryException(ResultCode.PROTOCOL_ERROR, "refresh: " + e.text());
        }
        long seconds = refresh.requestTtlSeconds();
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new DirectoryException(ResultCode.PROTOCOL_ERROR, "requestTtl: must be from 1 to " + LONGEST_SECONDS);
        }
        EntryName name =
                targets.read(refresh.entryName(), caller.version().text()).entryName();
        return new Asked(
                refresh.entryName(),
                seconds,
                new RenewRequest(name, LeaseTerms.seconds(seconds), vocabulary.anything(), Pairing.NONE, false));
    }

    /** @throws DirectoryException as RFC 2589 §4.2 lists them */
    Work refresh(ExtendedRequest request, Caller caller) {
        Asked asked = read(request, caller);
        long seconds = asked.seconds();
        Granted granted = renew(asked.request(), caller.view());
        // Decision 16: an operator's maximum under a day holds, and is said.
        if (granted.seconds() < seconds && granted.seconds() < DAY_SECONDS) {
            throw new DirectoryException(
                    ResultCode.SIZE_LIMIT_EXCEEDED,
                    "the most that is granted here is " + granted.seconds() + " seconds");
        }
        int shown = (int) Math.min(granted.seconds(), Integer.MAX_VALUE);
        return new Work.Done(new Work.Answer(new RefreshResponse(shown).toResponse(LdapResult.SUCCESS)));
    }

    /** A modify in normal form that sets nothing but the lease: no commit is needed. */
    Optional<Work> modify(ModifyEntry modify, ModifyRequest request, Caller caller) {
        if (!modify.edits().isEmpty() || modify.lease().isEmpty()) {
            return Optional.empty();
        }
        renew(
                new RenewRequest(modify.target(), modify.lease().get(), vocabulary.anything(), Pairing.NONE, false),
                caller.view());
        return Optional.of(Responses.done(request, LdapResult.SUCCESS, caller.version()));
    }

    private Granted renew(RenewRequest request, View view) {
        return switch (view.renew(request)) {
            case Renewal.Renewed renewed -> renewed.granted();
            case Renewal.Absent _ -> {
                LdapResult missing = DirectoryException.noSuchObject("").result();
                throw new DirectoryException(Responses.withMatchedDn(
                        missing,
                        request.name(),
                        dn -> view.read(vocabulary.directory().name(dn)).isPresent()));
            }
        };
    }
}
