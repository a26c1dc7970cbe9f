package org.rollcall.identity.domain;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.logon.PasswordJudge;
import org.rollcall.identity.password.Password;

/** Passwords of the domain's users are judged by the domain, all others by the server itself. */
public final class DomainPasswords implements PasswordJudge {
    private final DomainNames names;
    private final Domain domain;
    private final PasswordJudge local;

    public DomainPasswords(DomainNames names, Domain domain, PasswordJudge local) {
        this.names = names;
        this.domain = domain;
        this.local = local;
    }

    @Override
    public CompletionStage<LogonResult> logOn(String name, Password password) {
        Optional<DomainUser> user = names.of(name);
        return user.isPresent() ? domain.logOn(user.get(), password) : local.logOn(name, password);
    }
}
