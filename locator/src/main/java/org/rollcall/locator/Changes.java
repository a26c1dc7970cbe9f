package org.rollcall.locator;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.View;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.query.Truth;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.ReadEntryResponse;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;

/** Carries out changes, with the controls that belong to the same atomic step: assertion, pre-read, post-read. */
final class Changes {
    private final Vocabulary vocabulary;
    private final ReplyShapes shapes;
    private final FilterTranslation filters;
    private final FastThreadLocal<ReplyWriter> writers;

    Changes(
            Vocabulary vocabulary,
            ReplyShapes shapes,
            FilterTranslation filters,
            FastThreadLocal<ReplyWriter> writers) {
        this.vocabulary = vocabulary;
        this.shapes = shapes;
        this.filters = filters;
        this.writers = writers;
    }

    /** @param list the list in whose N-client form the request was written, or null for the normal form */
    Work begin(Operation.Change change, Request request, Caller caller, Controls controls, @Nullable ListedClass list) {
        View view = caller.view();
        Optional<Condition> assertion = assertion(controls, caller, list);
        CompletableFuture<Work.Answer> answer = view.write(
                        change.names(), transaction -> carryOut(change, transaction, controls, assertion, list))
                .handle((@Nullable List<Control> given, @Nullable Throwable failure) -> {
                    LdapResult result =
                            failure == null ? LdapResult.SUCCESS : result(failure, change.target(), view, list);
                    return new Work.Answer(
                            Responses.of(request, ResultCodes.forVersion(caller.version(), result)),
                            given == null ? List.of() : given);
                })
                .toCompletableFuture();
        return answer.isDone() ? new Work.Done(answer.join()) : new Work.Pending(answer);
    }

    private List<Control> carryOut(
            Operation.Change change,
            Transaction transaction,
            Controls controls,
            Optional<Condition> assertion,
            @Nullable ListedClass list) {
        List<Control> given = new ArrayList<>();
        boolean isNew = change instanceof AddEntry || change instanceof Registration;
        if (!isNew) {
            assertTrue(assertion, transaction, change.target());
        }
        if (controls.preRead().isPresent()) {
            given.add(read(transaction, change.target(), controls.preRead().get(), Oids.PRE_READ, list));
        }
        change.apply(transaction);
        // The target of an add is the entry to be.
        if (isNew) {
            assertTrue(assertion, transaction, change.target());
        }
        if (controls.postRead().isPresent()) {
            given.add(read(transaction, change.target(), controls.postRead().get(), Oids.POST_READ, list));
        }
        return given;
    }

    /** The assertion control's filter in the dialect of the request. */
    Optional<Condition> assertion(Controls controls, Caller caller, @Nullable ListedClass list) {
        return controls.assertion()
                .map(filter -> vocabulary
                        .directory()
                        .condition(filters.translate(filter, caller.version().text(), list)));
    }

    private static void assertTrue(Optional<Condition> assertion, Transaction transaction, EntryName target) {
        if (assertion.isPresent()) {
            Match match = transaction.read(target).orElseThrow(() -> DirectoryException.noSuchObject(""));
            assertTrue(assertion.get(), match);
        }
    }

    /**
     * Holds the assertion against the entry.
     *
     * @throws DirectoryException assertionFailed where it is not true of it (RFC 4528 §3)
     */
    static void assertTrue(Condition assertion, Match match) {
        if (assertion.evaluate(match) != Truth.TRUE) {
            throw new DirectoryException(ResultCode.ASSERTION_FAILED, "the assertion is not true of the entry");
        }
    }

    private Control read(
            Transaction transaction,
            EntryName target,
            List<String> attributes,
            String oid,
            @Nullable ListedClass list) {
        Match match = transaction.read(target).orElseThrow(() -> DirectoryException.noSuchObject(""));
        ReplyShape shape = shapes.shape(attributes, false, list, DescriptorParts.ALL);
        return new ReadEntryResponse(writers.get().entry(match, shape)).toControl(oid);
    }

    private LdapResult result(Throwable failure, EntryName target, View view, @Nullable ListedClass list) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof DirectoryException refusal)) {
            return LdapResult.of(
                    ResultCode.OTHER, "internal error: " + cause.getClass().getSimpleName());
        }
        // An N-client would not know the entries above.
        return list != null
                ? refusal.result()
                : Responses.withMatchedDn(
                        refusal.result(),
                        target,
                        dn -> view.read(vocabulary.directory().name(dn)).isPresent());
    }
}
