package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.server.fakes.FakeStream;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Limit;

/** What holds for connections whatever their octets are put into: in clear text, under TLS, within NetBIOS sessions. */
interface ConnectionRules {
    int ENDLESS = 1_000_000;

    FakeServer server();

    /** One that can send requests. */
    RawClient client() throws IOException;

    /** The same, for whom the system buffers little. */
    RawClient slowClient() throws IOException;

    /** Entries that are more than a client takes that reads nothing, and that it takes in a short time when it reads. */
    int many();

    static void assertNotice(RawClient client, ResultCode code) throws IOException {
        LdapMessage notice = client.read();
        assertThat(notice.messageId()).isZero();
        assertThat(((ExtendedResponse) notice.op()).oid()).contains(ExtendedResponse.NOTICE_OF_DISCONNECTION);
        assertThat(RawClient.result(notice).code()).isEqualTo(code);
    }

    static void assertSearches(RawClient client, int id) throws IOException {
        assertThat(client.send(Requests.search(id, "x", 3)).result()).isEqualTo(id + ":success");
    }

    default void assertNextIsServed() throws IOException {
        try (RawClient next = client()) {
            assertSearches(next, 1);
        }
    }

    @Test
    default void aClientThatReadsNothingStopsItsOwnSearchAndNobodyElses() throws IOException {
        try (RawClient greedy = slowClient();
                RawClient other = client()) {
            assertThatGreedStopsItselfAlone(greedy, other);
        }
    }

    private void assertThatGreedStopsItselfAlone(RawClient greedy, RawClient other) throws IOException {
        FakeServer server = server();
        int entries = many();
        greedy.send(Requests.search(1, "x", entries));
        FakeStream stream = server.stream(1);
        other.send(Requests.search(2, "x", 1));
        assertThat(other.result()).isEqualTo("2:success");
        server.awaitStandstill(stream);
        assertThat(stream.looked()).isLessThan(entries);
        assertThat(server.pendingOctets()).isLessThanOrEqualTo(FakeServer.OUTPUT_OCTETS + 2L * 1024 * 1024);
        for (int id = 3; id < 20; id++) {
            other.send(Requests.search(id, "x", 100));
            assertThat(other.result()).isEqualTo(id + ":success");
        }
        int received = 0;
        LdapMessage message = greedy.read();
        while (!(message.op() instanceof SearchResultDone)) {
            received++;
            message = greedy.read();
        }
        assertThat(received).isEqualTo(entries);
    }

    @Test
    default void beyondTheLimitOfOutstandingRequestsNothingMoreIsRead() throws IOException {
        try (RawClient client = client()) {
            assertThatOutstandingRequestsAreLimited(client);
        }
    }

    private void assertThatOutstandingRequestsAreLimited(RawClient client) throws IOException {
        FakeServer server = server();
        for (int id = 1; id <= FakeServer.OUTSTANDING + 5; id++) {
            client.send(Requests.add(id));
        }
        server.awaitCommits(FakeServer.OUTSTANDING);
        server.awaitLimited(Limit.OUTSTANDING_REQUESTS);
        assertThat(server.commits()).isEqualTo(FakeServer.OUTSTANDING);
        server.commitAll();
        server.awaitCommits(FakeServer.OUTSTANDING + 5);
        server.commitAll();
        for (int i = 0; i < FakeServer.OUTSTANDING + 5; i++) {
            assertThat(client.result()).endsWith(":success");
        }
    }

    @Test
    default void whoStopsReadingIsIdleToo() throws IOException {
        FakeServer server = server();
        try (RawClient stuck = slowClient()) {
            stuck.send(Requests.search(1, "x", ENDLESS));
            server.awaitStandstill(server.stream(1));
            server.passUntilNobodyIsLeft(FakeServer.IDLE.plusMillis(1));
            assertThat(server.limited(Limit.IDLE_TIME)).isEqualTo(1);
        }
    }

    @Test
    default void closingDoesNotWaitForeverForThoseWhoDoNotRead() throws IOException {
        FakeServer server = server();
        try (RawClient stuck = slowClient()) {
            stuck.send(Requests.search(1, "x", ENDLESS));
            server.awaitStandstill(server.stream(1));
            long start = System.nanoTime();
            server.listeners().close(Duration.ofMillis(100));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(server.open()).isZero();
        }
    }
}
