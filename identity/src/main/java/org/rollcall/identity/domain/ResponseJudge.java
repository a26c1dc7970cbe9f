package org.rollcall.identity.domain;

import java.util.concurrent.CompletionStage;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.identity.logon.LogonResult.Refused;

/** Whoever can have a domain judge what its users answer to a challenge of NTLM. */
@FunctionalInterface
public interface ResponseJudge {
    /** What becomes of an answer. */
    sealed interface Verdict {
        /**
         * Only the user can have given it.
         *
         * @param sessionBaseKey of 16 octets
         */
        record Right(Octets sessionBaseKey) implements Verdict {}

        /** It is wrong, or nobody can tell now. */
        record Wrong(Refused refusal) implements Verdict {}
    }

    /** Judges a claim; never fails. */
    CompletionStage<Verdict> judge(Claim claim);
}
