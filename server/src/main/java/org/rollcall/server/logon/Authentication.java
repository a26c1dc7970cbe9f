package org.rollcall.server.logon;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.rollcall.access.check.Token;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Owner;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.LogonNames;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.logon.PasswordJudge;
import org.rollcall.identity.logon.PasswordLogon;
import org.rollcall.identity.ntlm.LocalJudge;
import org.rollcall.identity.ntlm.NtlmJudge;
import org.rollcall.identity.ntlm.NtlmLogons;
import org.rollcall.identity.ntlm.NtlmRules;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslMechanisms;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.accounts.Accounts;
import org.rollcall.server.config.AccountSettings;
import org.rollcall.server.config.AccountSettings.ClearText;
import org.rollcall.server.config.NtlmSettings;
import org.rollcall.server.config.Settings;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.config.TlsSettings.ClientCertificates;
import org.rollcall.server.domain.DomainService;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.FailedLogons;
import org.rollcall.server.limits.Networks;

/** What all sessions of a server share for their binds. */
public final class Authentication {
    /** What a server is called that calls no domain its own. */
    private static final String NAMELESS = "ROLLCALL";

    private final PasswordJudge passwords;
    private final SaslMechanisms mechanisms;
    private final Optional<NtlmLogons> ntlm;
    private final BindNames names;
    private final LogonPolicy policy;
    private final FailedLogons failures;
    private final Predicate<Token> administrators;

    /**
     * Binds judged by these accounts.
     *
     * @param ntlm of which the SASL mechanisms are among the others; empty where nobody may log on by it
     * @param failures how many logons of one address may, and what comes of it
     * @param administrators whose token is one's
     */
    Authentication(
            PasswordJudge passwords,
            SaslMechanisms mechanisms,
            Optional<NtlmLogons> ntlm,
            BindNames names,
            LogonPolicy policy,
            FailedLogons failures,
            Predicate<Token> administrators) {
        this.passwords = passwords;
        this.mechanisms = ntlm.map(NtlmLogons::mechanisms).map(mechanisms::with).orElse(mechanisms);
        this.ntlm = ntlm;
        this.names = names;
        this.policy = policy;
        this.failures = failures;
        this.administrators = administrators;
    }

    /**
     * Binds as the settings want them.
     *
     * @param domain judges its users, if there is one
     * @param random for what mechanisms draw
     * @throws IllegalArgumentException where a setting makes no sense, with its key
     */
    public static Authentication of(
            Accounts accounts, Optional<DomainService> domain, Settings settings, SecureRandom random) {
        AccountSettings own = settings.accounts();
        Logons logons = new Logons(accounts.book(), told("accounts.domains", () -> new LogonNames(own.domains())));
        PasswordJudge local = new PasswordLogon(logons, accounts.book(), accounts.hasher(), accounts.desk());
        PasswordJudge passwords = domain.map(its -> its.passwords(local)).orElse(local);
        SaslMechanisms mechanisms = new SaslMechanisms(
                logons,
                passwords,
                new Subjects(),
                accounts.key(),
                accounts.hasher().settings().scramIterations(),
                random);
        AccountName administrators = told("accounts.administrators", () -> AccountName.of(own.administrators()));
        return new Authentication(
                passwords,
                mechanisms,
                settings.ntlm().enabled()
                        ? Optional.of(ntlm(logons, accounts, domain, settings, random))
                        : Optional.empty(),
                told("accounts.bindNames", () -> BindNames.of(own.bindNames())),
                new LogonPolicy(
                        settings.anonymous().access(),
                        told(
                                "anonymous.networks",
                                () -> Networks.parse(settings.anonymous().networks())),
                        own.clearTextPasswords()),
                new FailedLogons(
                        settings.limits().failedLogonsPerAddress(),
                        settings.limits().failedLogonTime(),
                        settings.limits().failedLogonDelay(),
                        settings.limits().failedLogonDelayMost()),
                token -> accounts.book()
                        .find(administrators)
                        .filter(group -> token.sids().contains(group.sid()))
                        .isPresent());
    }

    private static NtlmLogons ntlm(
            Logons logons, Accounts accounts, Optional<DomainService> domain, Settings settings, SecureRandom random) {
        NtlmSettings own = settings.ntlm();
        ServerTarget standalone = target(settings.accounts().domains());
        NtlmJudge local = new LocalJudge(logons, accounts.seal());
        return new NtlmLogons(
                domain.map(its -> its.target(standalone)).orElse(standalone),
                new NtlmRules(
                        own.signingRequired(),
                        own.oldResponses(),
                        own.anonymous(),
                        own.channelBindingsRequired(),
                        own.maxSkew()),
                domain.map(its -> its.ntlm(local)).orElse(local),
                InstantSource.system(),
                random);
    }

    /** What clients take for the domain of a user who names none: one that is known as the server's own. */
    static ServerTarget target(List<String> domains) {
        Optional<String> dnsName =
                domains.stream().filter(domain -> domain.contains(".")).findFirst();
        String netbiosName = domains.stream()
                .filter(domain -> !domain.contains("."))
                .findFirst()
                .or(() -> dnsName)
                .orElse(NAMELESS);
        return ServerTarget.standalone(netbiosName.toUpperCase(Locale.ROOT), dnsName);
    }

    private static <T> T told(String key, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException | AccountException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** The SASL mechanisms that the settings make possible over one connection or another: for the root DSE. */
    public static List<String> mechanisms(Settings settings) {
        boolean tls = settings.tls().enabled();
        boolean certificates = tls && settings.tls().clientCertificates() != ClientCertificates.NONE;
        List<String> offered = SaslMechanisms.offered(new Channel(
                tls || settings.accounts().clearTextPasswords() != ClearText.NEVER,
                tls ? Optional.of(OctetString.EMPTY) : Optional.empty(),
                certificates ? Optional.of(new X500Principal("")) : Optional.empty()));
        // MS-TAIL 3.5.2.1 wants to see NTLM first.
        return settings.ntlm().enabled()
                ? Stream.concat(NtlmLogons.MECHANISMS.stream(), offered.stream())
                        .toList()
                : offered;
    }

    /** What a client may do that has not said who it is. */
    public AnonymousAccess anonymous(Client client) {
        return policy.anonymous(client);
    }

    /** Whether a password may be sent over a connection of this client that is not encrypted. */
    public boolean trustsClearText(Client client) {
        return policy.trustsClearText(client);
    }

    /** The one who asks the directory. What an account adds belongs to it, wherever it came from. */
    public Asker asker(Identity identity, Client client) {
        return switch (identity) {
            case Identity.Anonymous _ ->
                policy.anonymous(client) == AnonymousAccess.REGISTER
                        ? Asker.anonymous(client.owner(), client.exempt())
                        : Asker.from(Owner.NOBODY);
            case Identity.Proved proved ->
                new Asker(
                        new Owner.Principal(proved.sid().toString()),
                        proved.token(),
                        proved.administrator(),
                        proved.administrator() || client.exempt());
        };
    }

    PasswordJudge passwords() {
        return passwords;
    }

    SaslMechanisms mechanisms() {
        return mechanisms;
    }

    Optional<NtlmLogons> ntlm() {
        return ntlm;
    }

    BindNames names() {
        return names;
    }

    FailedLogons failures() {
        return failures;
    }

    Identity identity(LogonResult.Granted logon) {
        return new Identity.Proved(
                logon.name(), logon.sid(), logon.token(), administrators.test(logon.token()), logon.warrant());
    }

    /** Somebody as things are now; empty where what was proved then counts no more. */
    public Optional<Identity.Proved> current(Identity.Proved known) {
        return known.warrant()
                .token()
                .map(token -> new Identity.Proved(
                        known.name(), known.sid(), token, administrators.test(token), known.warrant()));
    }
}
