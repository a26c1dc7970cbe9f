package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/**
 * The engine beside a map that is walked from end to end: whatever is done to both, both say the same. It is longer than
 * other classes, since the model, what is done at random and what is compared have to be read together.
 */
class ModelTest {
    private static final List<Asker> ASKERS =
            List.of(Lab.ALICE, Lab.BOB, Asker.from(new Owner.Network("2001:db8::/64")), Asker.SERVER);
    private static final List<String> CNS = List.of("ann", "Anna", "bob", "b,b", "Zoë", "an na", "a+b");
    private static final List<String> TEXTS = List.of("Ann", "anna", "hello world", "Zoë", "x", "0", "12");
    private static final Set<String> OF_APPLICATION = Set.of("applicationID", "protocolID", "port");

    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(40),
            Duration.ofMinutes(50),
            Duration.ofMinutes(20),
            Duration.ofSeconds(60),
            List.of(),
            List.of(),
            0,
            0,
            100_000,
            100);

    private Lab lab = new Lab(SETTINGS, new MapStore());
    private final Map<String, Modelled> model = new LinkedHashMap<>();
    private final StringBuilder log = new StringBuilder();
    private Random random = new Random();

    /** An entry of the model. */
    private static final class Modelled {
        private EntryName name;
        private int kind;
        private Owner owner;
        private Map<String, List<String>> attributes;
        private long end;
        private boolean graceful;
        private long grantedSeconds;
        /** Renewed so that the store has to hear of it. */
        private boolean unsaved;

        private long savedEndSeconds;
        private long savedGrantedSeconds;
        private boolean savedGraceful;

        boolean isConcealed() {
            return kind == Wire.PERSON
                    && attributes.getOrDefault("sflags", List.of()).contains("0");
        }
    }

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void engineAndModelAgree(@ForAll long seed) {
        random = new Random(seed);
        lab = new Lab(SETTINGS, new MapStore());
        model.clear();
        log.setLength(0);
        try {
            for (int step = 0; step < 250; step++) {
                step();
            }
            Invariants.check(lab.directory);
            lab.pass(Duration.ofDays(2));
            lab.sweep();
            Invariants.check(lab.directory);
            assertThat(lab.directory.census().people()).isZero();
            assertThat(lab.directory.census().applications()).isZero();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + "\n" + log, e);
        }
    }

    private void step() {
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4 -> add();
            case 5 -> replace();
            case 6 -> delete();
            case 7, 8 -> renew();
            case 9 -> renewInTransaction();
            case 10 -> takeOver();
            case 11 -> {
                Duration time = Duration.ofMillis(random.nextInt(400_000));
                log("pass", time);
                lab.pass(time);
            }
            case 12 -> {
                log("sweep", "");
                lab.directory.sweep(1 + random.nextInt(5));
            }
            case 13 -> deleteWithApplications();
            case 14 -> replaceByAdding();
            case 15 -> saveRenewals();
            case 16 -> crash();
            default -> search();
        }
    }

    // Steps.

    private void add() {
        Asker asker = asker();
        NewEntry entry = entry();
        log("add", asker.owner() + " " + entry.name() + " " + entry.attributes() + " " + entry.lease());
        ResultCode code = Lab.refusal(() -> lab.add(asker, entry));
        boolean exists = find(entry.name()) != null;
        assertThat(code).isEqualTo(exists ? ResultCode.ENTRY_ALREADY_EXISTS : ResultCode.SUCCESS);
        if (!exists) {
            put(entry, asker.owner());
        }
    }

    private void put(NewEntry entry, Owner owner) {
        Modelled modelled = new Modelled();
        modelled.name = entry.name();
        modelled.kind = kind(entry);
        modelled.owner = owner;
        modelled.attributes = attributes(entry);
        begin(modelled, entry.lease());
        save(modelled);
        model.remove(entry.name().normal());
        model.put(entry.name().normal(), modelled);
    }

    private void replace() {
        Asker asker = asker();
        NewEntry entry = entry();
        log("replace", asker.owner() + " " + entry.name() + " " + entry.attributes());
        Modelled modelled = find(entry.name());
        NewEntry contents = withDynamicObject(entry);
        ResultCode code = Lab.refusal(() -> lab.write(
                asker,
                transaction -> {
                    transaction.replace(entry.name(), contents);
                    return true;
                },
                entry.name()));
        assertThat(code).isEqualTo(changeCode(asker, modelled));
        if (code.equals(ResultCode.SUCCESS)) {
            modelled.attributes = attributes(entry);
            save(modelled);
        }
    }

    private void delete() {
        Asker asker = asker();
        EntryName name = entry().name();
        log("delete", asker.owner() + " " + name);
        Modelled modelled = find(name);
        ResultCode code = Lab.refusal(() -> lab.delete(asker, name.dn().toString()));
        assertThat(code).isEqualTo(changeCode(asker, modelled));
        if (code.equals(ResultCode.SUCCESS)) {
            model.remove(name.normal());
        }
    }

    private void deleteWithApplications() {
        Asker asker = asker();
        EntryName name = lab.name("cn=" + escaped(pick(CNS)) + "," + Lab.DYNAMIC);
        log("deleteWithApplications", asker.owner() + " " + name);
        Modelled modelled = find(name);
        boolean fails = random.nextInt(4) == 0;
        Set<String> gone = new HashSet<>();
        ResultCode code = Lab.refusal(() -> lab.write(
                asker,
                transaction -> {
                    List<EntryName> applications = transaction.applicationsOf(name);
                    transaction.delete(name);
                    for (EntryName application : applications) {
                        transaction.delete(application);
                        gone.add(application.normal());
                    }
                    assertThat(transaction.exists(name)).isFalse();
                    assertThat(transaction.applicationsOf(name)).isEmpty();
                    if (fails) {
                        throw new DirectoryException(ResultCode.BUSY, "after all, no");
                    }
                    return true;
                },
                name));
        ResultCode expected = changeCode(asker, modelled);
        assertThat(code).isEqualTo(expected.equals(ResultCode.SUCCESS) && fails ? ResultCode.BUSY : expected);
        if (code.equals(ResultCode.SUCCESS)) {
            assertThat(gone)
                    .isEqualTo(applications(modelled).stream()
                            .map(each -> each.name.normal())
                            .collect(Collectors.toSet()));
            gone.forEach(model::remove);
            model.remove(name.normal());
        }
    }

    private void replaceByAdding() {
        Asker asker = asker();
        NewEntry entry = entry();
        log("replaceByAdding", asker.owner() + " " + entry.name() + " " + entry.attributes());
        Modelled modelled = find(entry.name());
        ResultCode code = Lab.refusal(() -> lab.write(
                asker,
                transaction -> {
                    if (transaction.exists(entry.name())) {
                        transaction.evict(entry.name());
                    }
                    return transaction.add(entry);
                },
                entry.name()));
        boolean refused = modelled != null && modelled.owner.equals(Owner.SERVER) && !asker.privileged();
        assertThat(code).isEqualTo(refused ? ResultCode.INSUFFICIENT_ACCESS_RIGHTS : ResultCode.SUCCESS);
        if (!refused) {
            put(entry, asker.owner());
        }
    }

    private void takeOver() {
        Asker asker = asker();
        EntryName name = entry().name();
        log("takeOver", asker.owner() + " " + name);
        Modelled modelled = find(name);
        ResultCode code = Lab.refusal(() -> lab.write(
                asker,
                transaction -> {
                    transaction.adopt(name);
                    assertThat(transaction.mayChange(name)).isTrue();
                    return true;
                },
                name));
        assertThat(code).isEqualTo(modelled == null ? ResultCode.NO_SUCH_OBJECT : ResultCode.SUCCESS);
        if (modelled != null && !modelled.owner.equals(asker.owner())) {
            modelled.owner = asker.owner();
            save(modelled);
        }
    }

    private void renewInTransaction() {
        Asker asker = asker();
        EntryName name = entry().name();
        LeaseTerm term = term();
        log("renewInTransaction", asker.owner() + " " + name + " " + term);
        Modelled modelled = find(name);
        boolean fails = random.nextInt(4) == 0;
        ResultCode code = Lab.refusal(() -> lab.write(
                asker,
                transaction -> {
                    var granted = transaction.renew(name, term);
                    if (fails) {
                        throw new DirectoryException(ResultCode.BUSY, "after all, no");
                    }
                    return granted;
                },
                name));
        ResultCode expected = changeCode(asker, modelled);
        assertThat(code).isEqualTo(expected.equals(ResultCode.SUCCESS) && fails ? ResultCode.BUSY : expected);
        if (code.equals(ResultCode.SUCCESS)) {
            begin(modelled, term);
            save(modelled);
        }
    }

    private void saveRenewals() {
        log("saveRenewals", "");
        int end = lab.directory.renewalsEnd();
        for (int from = 0; from < end; ) {
            from = lab.directory.saveRenewals(from, Math.min(end, from + 1 + random.nextInt(9)), 1 + random.nextInt(3));
        }
        for (Modelled each : model.values()) {
            if (each.unsaved && isAlive(each)) {
                save(each);
            }
        }
    }

    // The date may be set to anything meanwhile.
    private void crash() {
        Duration down = Duration.ofSeconds(random.nextInt(20_000) - 10_000);
        log("crash", down);
        lab.sweep();
        model.values().removeIf(each -> !isAlive(each));
        lab = lab.restarted(down);
        long wallSeconds = lab.wall.instant().getEpochSecond();
        for (Modelled each : model.values()) {
            long left = Math.clamp(
                    each.savedEndSeconds - wallSeconds,
                    Math.min(each.savedGrantedSeconds, 1800),
                    each.savedGrantedSeconds);
            each.grantedSeconds = each.savedGrantedSeconds;
            each.graceful = each.savedGraceful;
            each.unsaved = false;
            each.end = lab.nanos.get()
                    + Duration.ofSeconds(left + (each.graceful ? 60 : 0)).toNanos();
        }
        assertThat(lab.recovered.entries()).isEqualTo(model.size());
        assertThat(lab.recovered.problems()).isEmpty();
        Invariants.check(lab.directory);
    }

    private void save(Modelled modelled) {
        modelled.unsaved = false;
        modelled.savedEndSeconds = lab.wall.instant().getEpochSecond() + timeToLive(modelled);
        modelled.savedGrantedSeconds = modelled.grantedSeconds;
        modelled.savedGraceful = modelled.graceful;
    }

    private void renewed(Modelled modelled, LeaseTerm term) {
        long before = modelled.grantedSeconds;
        begin(modelled, term);
        modelled.unsaved |= modelled.grantedSeconds != before || before > 1800;
    }

    private void renew() {
        Asker asker = asker();
        EntryName name = entry().name();
        LeaseTerm.Exactly term = new LeaseTerm.Exactly(
                Duration.ofSeconds(1 + random.nextInt(3000)), random.nextBoolean(), random.nextBoolean());
        boolean paired = random.nextBoolean();
        boolean withApplications = random.nextBoolean();
        Condition condition = condition(2);
        log("renew", asker.owner() + " " + name + " " + term + " " + condition + paired + withApplications);
        RenewRequest request = new RenewRequest(
                name, term, lab.condition(condition.text()), paired ? pairing() : Pairing.NONE, withApplications);
        Modelled modelled = find(name);
        boolean matches =
                modelled != null && !matches(modelled, condition, asker, paired).isEmpty();
        if (matches && !asker.privileged() && !modelled.owner.equals(asker.owner())) {
            assertThat(Lab.refusal(() -> lab.view(asker).renew(request)))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            return;
        }
        Renewal renewal = lab.view(asker).renew(request);
        assertThat(renewal instanceof Renewal.Renewed).isEqualTo(matches);
        if (matches) {
            renewed(modelled, term);
            assertThat(((Renewal.Renewed) renewal).match().timeToLiveSeconds()).isEqualTo(timeToLive(modelled));
            if (withApplications && modelled.kind == Wire.PERSON) {
                applications(modelled).forEach(application -> renewed(application, term));
            }
        }
    }

    private void search() {
        Asker asker = asker();
        Condition condition = condition(3);
        boolean paired = random.nextInt(3) == 0;
        SearchScope scope = SearchScope.values()[random.nextInt(3)];
        String base = random.nextInt(6) == 0
                ? "cn=" + escaped(pick(CNS)) + "," + Lab.DYNAMIC
                : pick(List.of("o=Intranet", Lab.DYNAMIC, Lab.APPLICATIONS, "appName=x," + Lab.APPLICATIONS));
        EntryName baseName = lab.name(base);
        log("search", asker.owner() + " " + base + " " + scope + " " + condition + " " + paired);
        boolean baseIsThere = find(baseName) != null
                || base.equals("o=Intranet")
                || base.equals(Lab.DYNAMIC)
                || base.equals(Lab.APPLICATIONS)
                || model.values().stream()
                        .anyMatch(each -> isAlive(each) && each.name.normal().endsWith("," + baseName.normal()));
        Optional<List<String>> found = searchInPages(asker, baseName, scope, condition, paired);
        if (base.startsWith("appName") && found.isPresent()) {
            // Goes with the last of its entries that was swept, not with the last that ended.
            baseIsThere = true;
        }
        assertThat(found.isPresent()).isEqualTo(baseIsThere);
        if (found.isEmpty()) {
            return;
        }
        Set<String> expected = new TreeSet<>();
        for (Modelled each : model.values()) {
            if (isAlive(each)
                    && isInScope(each.name.normal(), baseName.normal(), scope)
                    && (!paired || each.kind == Wire.PERSON)
                    && mayBeListed(each, baseName, condition, asker)) {
                Set<String> pairs = matches(each, condition, asker, paired);
                if (!pairs.isEmpty()) {
                    assertThat(found.get()).as("%s", pairs).containsAnyElementsOf(pairs);
                    expected.add(each.name.dn().toString());
                }
            }
        }
        assertThat(found.get()).doesNotHaveDuplicates();
        List<String> people = found.get().stream()
                .map(text -> text.substring(0, text.indexOf(" + ") < 0 ? text.length() : text.indexOf(" + ")))
                .filter(text -> find(lab.name(text)) != null)
                .toList();
        assertThat(new TreeSet<>(people)).isEqualTo(expected);
        assertThat(people).doesNotHaveDuplicates();
    }

    // Begins anew behind the last result now and then, as a client does that reads page by page.
    private Optional<List<String>> searchInPages(
            Asker asker, EntryName base, SearchScope scope, Condition condition, boolean paired) {
        List<String> found = new ArrayList<>();
        long after = SearchQuery.START;
        while (true) {
            SearchCursor cursor;
            try {
                cursor = lab.view(asker)
                        .search(new SearchQuery(
                                base,
                                scope,
                                lab.condition(condition.text()),
                                paired ? pairing() : Pairing.NONE,
                                false,
                                after));
            } catch (DirectoryException e) {
                assertThat(e.result().code()).isEqualTo(ResultCode.NO_SUCH_OBJECT);
                return Optional.empty();
            }
            int[] room = {1 + random.nextInt(10)};
            while (room[0] > 0) {
                SearchCursor.Step step = cursor.advance(1 + random.nextInt(20), match -> {
                    found.add(text(match));
                    assertThat(match.values(type("securityToken")).isEmpty() || match.mine() || asker.privileged())
                            .isTrue();
                    return --room[0] > 0;
                });
                if (step == SearchCursor.Step.DONE) {
                    return Optional.of(found);
                }
            }
            after = cursor.position();
        }
    }

    private static String text(Match match) {
        String text = match.entry().name().dn().toString();
        return match.hasApplication()
                ? text + " + " + match.application().name().dn()
                : text;
    }

    // The model's answers.

    private Modelled find(EntryName name) {
        Modelled modelled = model.get(name.normal());
        return modelled != null && isAlive(modelled) ? modelled : null;
    }

    private boolean isAlive(Modelled modelled) {
        return modelled.end > lab.nanos.get();
    }

    private void begin(Modelled modelled, LeaseTerm term) {
        Duration most = Duration.ofMinutes(modelled.kind == Wire.CONFERENCE ? 40 : 30);
        Duration asked = Duration.ofMinutes(10);
        modelled.graceful = false;
        switch (term) {
            case LeaseTerm.Static ignored -> {}
            case LeaseTerm.Default(boolean graceful) -> modelled.graceful = graceful;
            case LeaseTerm.Exactly(Duration timeToLive, boolean graceful, boolean byMinutes) -> {
                asked = timeToLive;
                modelled.graceful = graceful;
                if (byMinutes) {
                    most = Duration.ofMinutes(20);
                }
            }
        }
        Duration granted = asked.compareTo(most) > 0 ? most : asked;
        modelled.grantedSeconds = granted.toSeconds();
        modelled.end = lab.nanos.get()
                + granted.plusSeconds(modelled.graceful ? 60 : 0).toNanos();
    }

    private long timeToLive(Modelled modelled) {
        long rest = modelled.end - (modelled.graceful ? 60_000_000_000L : 0) - lab.nanos.get();
        return rest <= 0 ? 0 : (rest + 999_999_999L) / 1_000_000_000L;
    }

    private static ResultCode changeCode(Asker asker, Modelled modelled) {
        if (modelled == null) {
            return ResultCode.NO_SUCH_OBJECT;
        }
        return asker.privileged() || modelled.owner.equals(asker.owner())
                ? ResultCode.SUCCESS
                : ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
    }

    private List<Modelled> applications(Modelled person) {
        return kin(person, Wire.APPLICATION);
    }

    private List<Modelled> kin(Modelled one, int kind) {
        String rdn = Names.rdn(one.name.normal());
        return model.values().stream()
                .filter(each -> each.kind == kind
                        && isAlive(each)
                        && each.owner.equals(one.owner)
                        && Names.rdn(each.name.normal()).equals(rdn))
                .toList();
    }

    private boolean mayBeListed(Modelled entry, EntryName base, Condition condition, Asker asker) {
        boolean concealed = entry.isConcealed()
                || (entry.kind == Wire.APPLICATION
                        && kin(entry, Wire.PERSON).stream().anyMatch(Modelled::isConcealed));
        return !concealed
                || asker.privileged()
                || entry.owner.equals(asker.owner())
                || entry.name.equals(base)
                || condition.namesCn();
    }

    private static boolean isInScope(String name, String base, SearchScope scope) {
        return switch (scope) {
            case BASE_OBJECT -> name.equals(base);
            case SINGLE_LEVEL -> Names.parent(name).equals(base);
            case WHOLE_SUBTREE -> name.equals(base) || name.endsWith("," + base);
        };
    }

    /** DNs under which the entry may be given: with each of the applications that make the condition true, or alone. */
    private Set<String> matches(Modelled entry, Condition condition, Asker asker, boolean paired) {
        boolean seesToken = asker.privileged() || entry.owner.equals(asker.owner());
        String dn = entry.name.dn().toString();
        List<Modelled> applications = paired && entry.kind == Wire.PERSON ? applications(entry) : List.of();
        Set<String> matches = new HashSet<>();
        for (Modelled application : applications) {
            if (Boolean.TRUE.equals(
                    condition.holds(attribute -> OF_APPLICATION.stream().anyMatch(attribute::equalsIgnoreCase)
                            ? values(application, attribute, seesToken)
                            : values(entry, attribute, seesToken)))) {
                matches.add(dn + " + " + application.name.dn());
            }
        }
        if (applications.isEmpty()
                && Boolean.TRUE.equals(condition.holds(attribute -> values(entry, attribute, seesToken)))) {
            matches.add(dn);
        }
        return matches;
    }

    private List<String> values(Modelled entry, String attribute, boolean seesToken) {
        return switch (attribute) {
            case "securitytoken" -> seesToken ? entry.attributes.getOrDefault(attribute, List.of()) : List.of();
            case "entryttl" -> List.of(Long.toString(timeToLive(entry)));
            default -> entry.attributes.getOrDefault(attribute, List.of());
        };
    }

    // What is thrown at both.

    private Asker asker() {
        return pick(ASKERS);
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String escaped(String value) {
        return value.replace(",", "\\,").replace("+", "\\+");
    }

    private static AttributeType type(String name) {
        return Lab.SCHEMA.attributeType(name).orElseThrow();
    }

    private static Pairing pairing() {
        return new Pairing.WithApplication(
                OF_APPLICATION.stream().map(ModelTest::type).collect(Collectors.toSet()));
    }

    private LeaseTerm term() {
        return switch (random.nextInt(4)) {
            case 0 -> new LeaseTerm.Default(random.nextBoolean());
            default ->
                new LeaseTerm.Exactly(
                        Duration.ofSeconds(1 + random.nextInt(3000)), random.nextBoolean(), random.nextBoolean());
        };
    }

    private NewEntry entry() {
        String cn = pick(CNS);
        List<Attribute> more = new ArrayList<>();
        switch (random.nextInt(5)) {
            case 0, 1, 2 -> {
                maybe(more, "sn");
                maybe(more, "mail");
                maybe(more, "location");
                maybe(more, "securityToken");
                if (random.nextInt(3) == 0) {
                    more.add(Attribute.of("sFlags", pick(List.of("0", "1"))));
                }
                if (random.nextInt(5) == 0) {
                    more.add(Attribute.of("cn", cn, "alias " + pick(CNS)));
                }
                return lab.entry("cn=" + escaped(cn) + "," + Lab.DYNAMIC, "rtPerson", term(), array(more));
            }
            case 3 -> {
                maybe(more, "applicationID");
                maybe(more, "protocolID");
                maybe(more, "port");
                String dn = "cn=" + escaped(cn) + ",appName=" + pick(List.of("x", "Y")) + "," + Lab.APPLICATIONS;
                return lab.entry(dn, "rtApplicationUser", term(), array(more));
            }
            default -> {
                maybe(more, "generalDescription");
                return lab.entry("uid=" + escaped(cn) + "," + Lab.DYNAMIC, "rtConference", term(), array(more));
            }
        }
    }

    private void maybe(List<Attribute> attributes, String type) {
        if (random.nextBoolean()) {
            String one = pick(TEXTS);
            String other = pick(TEXTS);
            attributes.add(
                    random.nextInt(3) > 0 || one.equalsIgnoreCase(other)
                            ? Attribute.of(type, one)
                            : Attribute.of(type, one, other));
        }
    }

    private static Attribute[] array(List<Attribute> attributes) {
        return attributes.toArray(Attribute[]::new);
    }

    private static NewEntry withDynamicObject(NewEntry entry) {
        List<Attribute> attributes = new ArrayList<>(entry.attributes());
        attributes.set(
                0,
                Attribute.of(
                        "objectClass", attributes.getFirst().values().getFirst().utf8(), "dynamicObject"));
        String type = entry.name().dn().rdn().avas().getFirst().type();
        if (attributes.stream().noneMatch(each -> each.description().equals(type))) {
            attributes.add(new Attribute(
                    type, List.of(entry.name().dn().rdn().avas().getFirst().value())));
        }
        return new NewEntry(entry.name(), attributes, entry.lease(), entry.hidden());
    }

    private static int kind(NewEntry entry) {
        return switch (entry.attributes().getFirst().values().getFirst().utf8()) {
            case "rtPerson" -> Wire.PERSON;
            case "rtApplicationUser" -> Wire.APPLICATION;
            default -> Wire.CONFERENCE;
        };
    }

    private static Map<String, List<String>> attributes(NewEntry entry) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (Attribute attribute : entry.attributes()) {
            attributes.put(
                    attribute.description().toLowerCase(Locale.ROOT),
                    attribute.values().stream().map(value -> value.utf8()).toList());
        }
        List<String> classes = new ArrayList<>(attributes.get("objectclass"));
        classes.addAll(List.of("dynamicObject", "top"));
        attributes.put("objectclass", classes);
        var ava = entry.name().dn().rdn().avas().getFirst();
        attributes.putIfAbsent(ava.type(), List.of(ava.value().utf8()));
        return attributes;
    }

    /** A filter and what it means. */
    private interface Condition {
        String text();

        /** Null where it is Undefined. */
        Boolean holds(Function<String, List<String>> values);

        default boolean namesCn() {
            return false;
        }
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 9)) {
            case 0, 1 -> equality(pick(List.of("cn", "uid", "mail")));
            case 2 -> substring(pick(List.of("cn", "uid", "mail")), true);
            case 3 -> substring(pick(List.of("sn", "cn", "location", "mail", "protocolid")), false);
            case 4 -> equality(pick(List.of("sn", "applicationid", "port", "securitytoken", "location")));
            case 5 -> new Simple("(unknown=x)", values -> null, false);
            case 6 -> present(pick(List.of("sn", "cn", "mail", "port", "securitytoken", "uid")));
            case 7 -> {
                String name = pick(List.of("rtPerson", "rtConference", "top", "DYNAMICOBJECT", "rtApplicationUser"));
                yield new Simple(
                        "(objectClass=" + name + ")",
                        values -> values.apply("objectclass").stream().anyMatch(name::equalsIgnoreCase),
                        false);
            }
            case 8 -> {
                int bound = random.nextInt(2000);
                yield new Simple(
                        "(entryTTL>=" + bound + ")",
                        values -> Long.parseLong(values.apply("entryttl").getFirst()) >= bound,
                        false);
            }
            case 9 -> {
                Condition inner = condition(depth - 1);
                yield new Simple(
                        "(!" + inner.text() + ")",
                        values -> {
                            Boolean holds = inner.holds(values);
                            return holds == null ? null : !holds;
                        },
                        false);
            }
            case 10 -> any(List.of(condition(depth - 1), condition(depth - 1)));
            default -> all(List.of(condition(depth - 1), condition(depth - 1)));
        };
    }

    private record Simple(String text, Function<Function<String, List<String>>, Boolean> meaning, boolean namesCn)
            implements Condition {
        @Override
        public Boolean holds(Function<String, List<String>> values) {
            return meaning.apply(values);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private Condition equality(String attribute) {
        String value = pick(attribute.equals("cn") || attribute.equals("uid") ? CNS : TEXTS);
        return new Simple(
                "(" + attribute + "=" + value + ")",
                values -> values.apply(attribute).stream().anyMatch(value::equalsIgnoreCase),
                attribute.equals("cn"));
    }

    private Condition substring(String attribute, boolean initial) {
        String word = pick(List.of("an", "ann", "z", "b", "zo", "1", "ann"));
        return new Simple(
                "(" + attribute + "=" + (initial ? "" : "*") + word + "*)",
                values -> values.apply(attribute).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> initial ? value.startsWith(word) : value.contains(word)),
                false);
    }

    private static Condition present(String attribute) {
        return new Simple(
                "(" + attribute + "=*)", values -> !values.apply(attribute).isEmpty(), false);
    }

    private static Condition all(List<Condition> conditions) {
        return new Simple(
                conditions.stream().map(Condition::text).collect(Collectors.joining("", "(&", ")")),
                values -> {
                    Boolean all = true;
                    for (Condition each : conditions) {
                        Boolean holds = each.holds(values);
                        if (Boolean.FALSE.equals(holds)) {
                            return false;
                        }
                        all = holds == null ? null : all;
                    }
                    return all;
                },
                conditions.stream().anyMatch(Condition::namesCn));
    }

    private static Condition any(List<Condition> conditions) {
        return new Simple(
                conditions.stream().map(Condition::text).collect(Collectors.joining("", "(|", ")")),
                values -> {
                    Boolean any = false;
                    for (Condition each : conditions) {
                        Boolean holds = each.holds(values);
                        if (Boolean.TRUE.equals(holds)) {
                            return true;
                        }
                        any = holds == null ? null : any;
                    }
                    return any;
                },
                false);
    }

    private void log(String step, Object what) {
        log.append(lab.nanos.get())
                .append(' ')
                .append(step)
                .append(' ')
                .append(what)
                .append('\n');
    }
}
