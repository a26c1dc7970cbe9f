package org.rollcall.server.domain;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.domain.AccountCache;
import org.rollcall.identity.domain.BindDiagnostics;
import org.rollcall.identity.domain.Domain;
import org.rollcall.identity.domain.DomainAccount;
import org.rollcall.identity.domain.DomainUser;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.password.Password;

/**
 * The domain as its controllers tell by LDAP. A password is always theirs to judge; what they say of a user's SID and
 * groups is remembered for a while.
 */
final class ControllerDomain implements Domain {
    private final DomainDesk desk;
    private final Connections connections;
    private final AccountReader reader;
    private final Optional<ServiceAccount> service;
    private final AccountCache cache;
    private final BiFunction<Sid, Set<Sid>, Token> tokens;
    private final Reachability controllers;
    private final DomainCounters counters;

    /**
     * A domain.
     *
     * @param service by whom users are read; without one it is they themselves
     * @param tokens makes of a SID and its groups what access is checked for
     */
    ControllerDomain(
            DomainDesk desk,
            Connections connections,
            AccountReader reader,
            Optional<ServiceAccount> service,
            AccountCache cache,
            BiFunction<Sid, Set<Sid>, Token> tokens,
            Reachability controllers,
            DomainCounters counters) {
        this.desk = desk;
        this.connections = connections;
        this.reader = reader;
        this.service = service;
        this.cache = cache;
        this.tokens = tokens;
        this.controllers = controllers;
        this.counters = counters;
    }

    @Override
    public CompletionStage<LogonResult> logOn(DomainUser user, Password password) {
        return ask(DomainRequest.PASSWORD, connection -> judge(connection, user, password))
                .thenApply(result -> {
                    password.close();
                    return result;
                });
    }

    @Override
    public CompletionStage<LogonResult> find(DomainUser user) {
        Optional<DomainAccount> known = cache.find(user);
        return known.isPresent()
                ? CompletableFuture.completedFuture(known.get().granted(tokens))
                : ask(DomainRequest.ACCOUNT, connection -> account(connection, user));
    }

    private CompletionStage<LogonResult> ask(DomainRequest request, Connections.Work<LogonResult> work) {
        CompletionStage<LogonResult> answer = desk.submit(() -> ask(work), refused -> refused);
        return counters.count(request, answer, result -> switch (result) {
            case LogonResult.Granted _ -> DomainOutcome.GRANTED;
            case LogonResult.Refused refused -> DomainOutcome.of(refused);
        });
    }

    private LogonResult ask(Connections.Work<LogonResult> work) {
        try {
            LogonResult result = connections.use(work);
            controllers.works();
            return result;
        } catch (LDAPException e) {
            String reason = "" + e.getMessage();
            controllers.fails(reason);
            return Domain.unavailable(reason);
        }
    }

    private LogonResult judge(LDAPConnection connection, DomainUser user, Password password) throws LDAPException {
        byte[] octets = password.typedUtf8();
        try {
            connection.bind(new SimpleBindRequest(user.toString(), octets));
        } catch (LDAPException e) {
            if (!e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
                throw e;
            }
            String diagnostic = e.getDiagnosticMessage();
            return LogonResult.Refused.credentials(BindDiagnostics.reason(diagnostic == null ? "" : diagnostic));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        Optional<DomainAccount> known = cache.find(user);
        return known.isPresent() ? known.get().granted(tokens) : account(connection, user);
    }

    private LogonResult account(LDAPConnection connection, DomainUser user) throws LDAPException {
        if (service.isPresent()) {
            service.get().bind(connection);
        }
        Optional<DomainAccount> found = reader.read(connection, user);
        if (found.isEmpty()) {
            return Domain.unavailable("the domain proved " + user + ", but does not show its SID and groups to "
                    + service.map(ServiceAccount::name).orElse("the user"));
        }
        cache.keep(user, found.get());
        return found.get().granted(tokens);
    }
}
