/**
 * The channel by which operators' commands reach a running server: a socket in the file system that only the server's own
 * user may use, requests and what is answered to them, and both ends of it. What the requests do is done elsewhere, in
 * the store, in {@code ldif}, in {@code accounts} and in the directory.
 *
 * <h2>The protocol, version 1</h2>
 *
 * <p>Lines of JSON, UTF-8. A connection has one request, which is one line: an object with {@code version}, {@code
 * request} and what that kind of request has. The server answers with any number of lines {@code {"progress": {...}}},
 * then one line {@code {"result": {...}}} or {@code {"error": {"kind": ..., "message": ...}}}, and closes. A client that
 * closes before that wants the work ended.
 *
 * <p>To {@code export}, with {@code base} and {@code filter} (RFC 4514 and 4515), the answer begins with a line {@code
 * {"entry": {"dn": ..., "attributes": [{"name": ..., "values": [...]}]}}} for each entry; the DN and values are octets in
 * Base64. The server waits for whoever reads slowly, for each line some minutes.
 *
 * <p>Behind the line of {@code import}, with {@code existing}, {@code drop}, {@code rehearsal} and perhaps {@code lease}
 * (ISO 8601), the client sends lines of the same form, one for each entry, and at last {@code {"end": true}}. The server
 * begins with a line of progress, by which the client knows that it was not sent away. Then it answers each entry, in
 * their order, with a line {@code {"outcome": {"kind": ...}}}, without the client having to wait for that:
 * it reads on until a number of them are unanswered. The client takes in what it is answered while it sends.
 *
 * <p>Both have the result {@code {"count": ...}}: how many entries there were.
 *
 * <p>Accounts and groups are asked for, and changed, one by one. The results say how they are then; an account as {@code
 * {"name": ..., "sid": ..., "enabled": ..., "password": ..., "changed": ..., "groups": [...]}}, where {@code password} is
 * {@code nothing}, {@code hashes} or {@code hashes-and-nt-hash}: what is kept of one, and never it; a group as {@code
 * {"name": ..., "sid": ..., "members": ..., "administrators": ...}}, with the number of its members; a member as {@code
 * {"kind": ..., "sid": ..., "name": ...}}, where {@code kind} is {@code account}, {@code group} or, without a name, {@code
 * elsewhere}.
 *
 * <table>
 * <caption>Requests for accounts and groups</caption>
 * <tr><th>request</th><th>what it has</th><th>its result</th></tr>
 * <tr><td>{@code list-accounts}</td><td></td><td>{@code {"accounts": [...]}}</td></tr>
 * <tr><td>{@code list-groups}</td><td></td><td>{@code {"groups": [...]}}</td></tr>
 * <tr><td>{@code list-members}</td><td>{@code group}</td><td>{@code {"group": {...}, "members": [...]}}</td></tr>
 * <tr><td>{@code find}</td><td>{@code name}</td><td>what a member is, or nothing</td></tr>
 * <tr><td>{@code add-account}</td><td>{@code name}, {@code administrator}, perhaps {@code password} and {@code
 *     ntHash}</td><td>the account</td></tr>
 * <tr><td>{@code set-password}</td><td>{@code name}, {@code password}, {@code ntHash}</td><td>the account</td></tr>
 * <tr><td>{@code remove-password}, {@code remove-account}</td><td>{@code name}</td><td>the account</td></tr>
 * <tr><td>{@code enable-account}</td><td>{@code name}, {@code enabled}</td><td>the account</td></tr>
 * <tr><td>{@code add-group}, {@code remove-group}</td><td>{@code name}</td><td>the group</td></tr>
 * <tr><td>{@code join}, {@code leave}</td><td>{@code group}, {@code members}: names or SIDs</td><td>the group</td></tr>
 * </table>
 *
 * <p>Security descriptors are shown and changed one by one, by {@code show-descriptor}, {@code give-descriptor} and {@code
 * take-descriptor}, each with {@code entry}: a DN, or the name of a person or a conference. To give one {@code sddl} holds
 * it, in which names of accounts and groups may stand in quotation marks. The result is how it is then: {@code {"dn": ...,
 * "belongsTo": ..., "descriptor": ..., "names": [...]}}, the descriptor in its self-relative form and Base64, missing where
 * there is none; the names are those of whom it tells, as members are.
 *
 * <p>A password is a text in clear: nobody but the server's user and root can read the socket.
 */
@NullMarked
package org.rollcall.server.control;

import org.jspecify.annotations.NullMarked;
