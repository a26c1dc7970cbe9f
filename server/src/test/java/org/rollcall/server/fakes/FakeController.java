package org.rollcall.server.fakes;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/**
 * A controller of the domain {@code corp.example}, by LDAPS, with as much of Active Directory as a logon needs: it takes
 * {@code CORP\\user} and {@code user@corp.example}, and says why it refuses somebody.
 */
public final class FakeController extends InMemoryOperationInterceptor implements AutoCloseable {
    public static final Sid DOMAIN = Sid.of(5, 21, 11, 22, 33);
    public static final Sid EVERY_USER = DOMAIN.append(513);
    private static final String BASE = "DC=corp,DC=example";

    private final InMemoryDirectoryServer server;
    private final int port;
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final List<String> binds = new CopyOnWriteArrayList<>();
    private final List<String> searches = new CopyOnWriteArrayList<>();

    /** @param data what it says besides a refusal; empty for a user who may log on */
    private record User(String dn, String password, String data) {}

    /** @param tls with the controller's own certificate */
    public FakeController(SSLContext tls) throws LDAPException, IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            // It is to come back at the same place.
            port = free.getLocalPort();
        }
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPSConfig(
                "ldaps", InetAddress.getLoopbackAddress(), port, tls.getServerSocketFactory(), null));
        config.addInMemoryOperationInterceptor(this);
        server = new InMemoryDirectoryServer(config);
        server.add(new Entry(BASE, new Attribute("objectClass", "domain")));
        server.startListening();
    }

    public void add(String name, String password, long rid, Sid... groups) throws LDAPException {
        addRefused(name, password, "", rid, groups);
    }

    /** @param data the error that it says for the right password */
    public void addRefused(String name, String password, String data, long rid, Sid... groups) throws LDAPException {
        String dn = "CN=" + name + "," + BASE;
        byte[][] tokenGroups =
                Arrays.copyOf(Arrays.stream(groups).map(Sid::encode).toArray(byte[][]::new), groups.length + 2);
        tokenGroups[groups.length] = EVERY_USER.encode();
        tokenGroups[groups.length + 1] = WellKnownSids.ADMINISTRATORS.encode();
        server.add(new Entry(
                dn,
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", name),
                new Attribute("userPrincipalName", name + "@corp.example"),
                new Attribute("userPassword", password),
                new Attribute("objectSid", DOMAIN.append(rid).encode()),
                new Attribute("tokenGroups", tokenGroups)));
        users.put(name, new User(dn, password, data));
    }

    /** As {@code domain.controllers} has it. */
    public String address() {
        return "localhost:" + port;
    }

    /** The names in binds so far. */
    public List<String> binds() {
        return List.copyOf(binds);
    }

    /** The filters of searches so far. */
    public List<String> searches() {
        return List.copyOf(searches);
    }

    /** Is not there any more. */
    public void stop() {
        server.shutDown(true);
    }

    /** Is there again. */
    public void startAgain() throws LDAPException {
        server.startListening();
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
        String name = request.getRequest().getBindDN();
        String password = request.getRequest().getPassword().stringValue();
        binds.add(name);
        String lower = name.toLowerCase(Locale.ROOT);
        User user = lower.startsWith("corp\\")
                ? users.get(lower.substring("corp\\".length()))
                : lower.endsWith("@corp.example") ? users.get(lower.substring(0, lower.indexOf('@'))) : null;
        if (user == null) {
            throw refused("525");
        }
        if (!user.password().equals(password)) {
            throw refused("52e");
        }
        if (!user.data().isEmpty()) {
            throw refused(user.data());
        }
        request.setRequest(new SimpleBindRequest(user.dn(), password));
    }

    private static LDAPException refused(String data) {
        return new LDAPException(
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " + data + ", v1db1");
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
        searches.add(request.getRequest().getFilter().toString());
    }

    @Override
    public void close() {
        stop();
    }
}
