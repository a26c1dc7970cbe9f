package org.rollcall.identity.domain;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.identity.domain.ResponseJudge.Verdict;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.ntlm.NtlmJudge;

/**
 * NTLM of the domain's users is judged by the domain, all other by the server itself. Only whether the response is the
 * user's is left to the domain; the messages around it are checked here as for everybody.
 */
public final class DomainJudge implements NtlmJudge {
    private final DomainNames names;
    private final ResponseJudge responses;
    private final Domain domain;
    private final NtlmJudge local;

    public DomainJudge(DomainNames names, ResponseJudge responses, Domain domain, NtlmJudge local) {
        this.names = names;
        this.responses = responses;
        this.domain = domain;
        this.local = local;
    }

    @Override
    public CompletionStage<Judgement> judge(Claim claim) {
        Optional<DomainUser> user = names.of(claim.domain(), claim.user());
        return user.isEmpty()
                ? local.judge(claim)
                : responses.judge(claim).thenCompose(verdict -> conclude(user.get(), verdict));
    }

    private CompletionStage<Judgement> conclude(DomainUser user, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Right right ->
                domain.find(user).thenApply(found -> switch (found) {
                    case LogonResult.Granted granted -> new Judgement.Right(right.sessionBaseKey(), granted);
                    case LogonResult.Refused refused -> new Judgement.Wrong(refused);
                });
            case Verdict.Wrong wrong -> CompletableFuture.completedFuture(new Judgement.Wrong(wrong.refusal()));
        };
    }
}
