package org.rollcall.identity.ntlm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.access.Octets;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.PasswordHashes;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.ntlm.NtlmJudge.Judgement.Right;
import org.rollcall.identity.ntlm.NtlmJudge.Judgement.Wrong;
import org.rollcall.identity.password.BrokenSealException;
import org.rollcall.identity.password.NtHashSeal;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.identity.password.SealedNtHash;
import org.rollcall.identity.password.Secret;

/** Judges by the accounts of this server that keep an NT hash. */
public final class LocalJudge implements NtlmJudge {
    private final Logons logons;
    private final NtHashSeal seal;
    /** Opened where there is none to open, so that this takes no less time. */
    private final Kept ofNobody;

    /** @param seal under which the hashes were put away */
    public LocalJudge(Logons logons, NtHashSeal seal) {
        this.logons = logons;
        this.seal = seal;
        this.ofNobody = new Kept(
                WellKnownSids.NULL,
                Optional.empty(),
                seal.seal(WellKnownSids.NULL, Secret.copyOf(new byte[KeyDerivation.KEY_OCTETS])));
    }

    /** @param secrets empty for nobody */
    private record Kept(Sid account, Optional<PasswordSecrets> secrets, SealedNtHash hash) {}

    @Override
    public CompletionStage<Judgement> judge(Claim claim) {
        Optional<Account> account = logons.name(name(claim)).flatMap(logons::account);
        Kept kept = account.flatMap(LocalJudge::kept).orElse(ofNobody);
        Judgement judgement;
        try {
            judgement = judge(claim, account, kept, open(kept));
        } catch (BrokenSealException e) {
            judgement = wrong("" + e.getMessage());
        }
        return CompletableFuture.completedFuture(judgement);
    }

    /**
     * A machine that belongs to no domain gives its own name for one, and a user who gives none means the server's
     * (MS-NLMP 3.2.5.1.2).
     */
    private static String name(Claim claim) {
        return claim.domain().isEmpty() || claim.domain().equalsIgnoreCase(claim.workstation())
                ? claim.user()
                : claim.domain() + "\\" + claim.user();
    }

    private static Optional<Kept> kept(Account account) {
        return account.secrets()
                .flatMap(secrets -> secrets.ntHash().map(hash -> new Kept(account.sid(), Optional.of(secrets), hash)));
    }

    private PasswordHashes open(Kept kept) throws BrokenSealException {
        Secret hash = seal.open(kept.account(), kept.hash());
        return new PasswordHashes(Octets.copyOf(hash.toByteArray()), Optional.empty());
    }

    private Judgement judge(Claim claim, Optional<Account> account, Kept kept, PasswordHashes hashes) {
        Optional<Octets> key =
                claim.sessionBaseKey(kept.secrets().isPresent() ? Optional.of(hashes) : Optional.empty());
        if (key.isEmpty() || kept.secrets().isEmpty()) {
            return wrong(whyWrong(account));
        }
        return switch (logons.ofPassword(kept.account(), kept.secrets().get())) {
            case LogonResult.Granted granted -> new Right(key.get(), granted);
            case LogonResult.Refused refused -> new Wrong(refused);
        };
    }

    private static String whyWrong(Optional<Account> account) {
        return account.map(known -> kept(known).isPresent()
                        ? "the password of " + known.name() + " is another"
                        : "the account " + known.name() + " may not log on by NTLM: no NT hash is kept of its password")
                .orElse("there is no such account");
    }

    private static Judgement wrong(String reason) {
        return new Wrong(LogonResult.Refused.credentials(reason));
    }
}
