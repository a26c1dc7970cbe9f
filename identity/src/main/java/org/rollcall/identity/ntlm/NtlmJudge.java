package org.rollcall.identity.ntlm;

import java.util.concurrent.CompletionStage;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.identity.logon.LogonResult;

/** Whoever knows the secrets of users. */
public interface NtlmJudge {
    /** What becomes of a claim. */
    sealed interface Judgement {
        /**
         * The response is right. The claim still has to be accepted with the key.
         *
         * @param sessionBaseKey of 16 octets (MS-NLMP 3.3)
         */
        record Right(Octets sessionBaseKey, LogonResult.Granted logon) implements Judgement {}

        /** It is wrong, or nobody can tell now. */
        record Wrong(LogonResult.Refused refusal) implements Judgement {}
    }

    /**
     * Judges a claim. Unknown users, wrong passwords and accounts that may not log on are refused alike, in words and in
     * time.
     *
     * @return never fails
     */
    CompletionStage<Judgement> judge(Claim claim);
}
