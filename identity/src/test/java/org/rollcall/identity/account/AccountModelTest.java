package org.rollcall.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.identity.House.done;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.House;
import org.rollcall.identity.TableStore;

/** Random changes, refusals of the store and restarts, against a model that is as simple as can be. */
class AccountModelTest {
    private static final AccountLimits LIMITS = new AccountLimits(12, 4, 3, 10);

    private static final class Model {
        final Map<Sid, String> names = new HashMap<>();
        final Map<Sid, Boolean> enabled = new HashMap<>();
        final Map<Sid, Set<Sid>> members = new HashMap<>();
        final Set<Sid> given = new HashSet<>();

        boolean isNamed(String name) {
            return names.values().stream().anyMatch(name::equalsIgnoreCase);
        }

        Set<Sid> allGroupsOf(Sid sid) {
            Set<Sid> all = new HashSet<>();
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Map.Entry<Sid, Set<Sid>> group : members.entrySet()) {
                    boolean in = group.getValue().contains(sid)
                            || group.getValue().stream().anyMatch(all::contains);
                    grown |= in && all.add(group.getKey());
                }
            }
            return all;
        }

        /** Groups in one another, counted the slow way; -1 for a circle. */
        int depth(Sid group, Set<Sid> above) {
            if (above.contains(group)) {
                return -1;
            }
            Set<Sid> path = new HashSet<>(above);
            path.add(group);
            int deepest = 0;
            for (Sid member : members.get(group)) {
                if (members.containsKey(member)) {
                    int depth = depth(member, path);
                    if (depth < 0) {
                        return -1;
                    }
                    deepest = Math.max(deepest, depth);
                }
            }
            return deepest + 1;
        }

        boolean mayContain(Sid group, Sid member) {
            if (!names.containsKey(member) || !members.containsKey(group)) {
                return false;
            }
            if (members.get(group).contains(member)) {
                return true;
            }
            if (members.get(group).size() >= LIMITS.members()) {
                return false;
            }
            members.get(group).add(member);
            boolean may = members.keySet().stream()
                    .mapToInt(each -> depth(each, Set.of()))
                    .allMatch(depth -> depth > 0 && depth <= LIMITS.nesting());
            members.get(group).remove(member);
            return may;
        }
    }

    @Property(tries = 60)
    void bookAndModelAgree(@ForAll long seed) {
        Random random = new Random(seed);
        TableStore store = new TableStore();
        AccountBook book = open(store, random);
        Sid authority = book.authority();
        Model model = new Model();
        for (int step = 0; step < 120; step++) {
            boolean refused = random.nextInt(15) == 0;
            store.refuse(refused);
            change(book, model, random, refused);
            store.refuse(false);
            if (random.nextInt(12) == 0) {
                book = open(store, random);
            }
            assertAgree(book, model);
        }
        assertThat(book.authority()).isEqualTo(authority);
        assertThat(book.damaged()).isEmpty();
    }

    private static AccountBook open(TableStore store, Random random) {
        return done(AccountBook.open(store, InstantSource.fixed(House.NOW), random, LIMITS));
    }

    private static void change(AccountBook book, Model model, Random random, boolean refused) {
        Sid one = any(book, model, random);
        Sid other = any(book, model, random);
        String name = String.valueOf((char) ('a' + random.nextInt(10)));
        String spelt = random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                boolean may = !model.isNamed(name) && model.names.size() < LIMITS.principals();
                if (applied(book.addAccount(AccountName.of(spelt)), may, refused)) {
                    Sid sid = book.account(AccountName.of(name)).orElseThrow().sid();
                    assertThat(model.given.add(sid)).isTrue();
                    model.names.put(sid, spelt);
                    model.enabled.put(sid, true);
                }
            }
            case 2 -> {
                boolean may = !model.isNamed(name) && model.names.size() < LIMITS.principals();
                if (applied(book.addGroup(AccountName.of(spelt)), may, refused)) {
                    Sid sid = book.find(AccountName.of(name)).orElseThrow().sid();
                    assertThat(model.given.add(sid)).isTrue();
                    model.names.put(sid, spelt);
                    model.members.put(sid, new HashSet<>());
                }
            }
            case 3 -> {
                if (applied(book.remove(one), model.names.containsKey(one), refused)) {
                    model.names.remove(one);
                    model.enabled.remove(one);
                    model.members.remove(one);
                    model.members.values().forEach(members -> members.remove(one));
                }
            }
            case 4 -> {
                boolean enabled = random.nextBoolean();
                boolean idle = Boolean.valueOf(enabled).equals(model.enabled.get(one));
                if (applied(book.enable(one, enabled), model.enabled.containsKey(one), refused && !idle)) {
                    model.enabled.put(one, enabled);
                }
            }
            case 5, 6 -> {
                boolean idle = model.members.getOrDefault(one, Set.of()).contains(other);
                if (applied(book.addMember(one, other), model.mayContain(one, other), refused && !idle)) {
                    model.members.get(one).add(other);
                }
            }
            default -> {
                boolean may = model.members.getOrDefault(one, Set.of()).contains(other);
                if (applied(book.removeMember(one, other), may, refused)) {
                    model.members.get(one).remove(other);
                }
            }
        }
    }

    private static Sid any(AccountBook book, Model model, Random random) {
        List<Sid> all = new ArrayList<>(new TreeSet<>(
                        model.given.stream().map(sid -> sid.subAuthority(4)).toList())
                .stream().map(rid -> book.authority().append(rid)).toList());
        all.add(book.authority().append(999_999));
        return all.get(random.nextInt(all.size()));
    }

    /** Whether a change was made; it has to be where it may. */
    private static boolean applied(CompletionStage<?> change, boolean may, boolean refused) {
        Throwable failure =
                change.handle((result, thrown) -> thrown).toCompletableFuture().join();
        if (!may) {
            assertThat(failure).isInstanceOf(AccountException.class);
        } else if (refused) {
            assertThat(failure).isInstanceOf(StoreException.class);
        } else {
            assertThat(failure).isNull();
        }
        return failure == null;
    }

    private static void assertAgree(AccountBook book, Model model) {
        Map<Sid, Boolean> enabled = new HashMap<>();
        book.accounts().forEach(account -> enabled.put(account.sid(), account.enabled()));
        assertThat(enabled).isEqualTo(model.enabled);
        Map<Sid, Set<Sid>> members = new HashMap<>();
        book.groups().forEach(group -> members.put(group.sid(), group.members()));
        assertThat(members).isEqualTo(model.members);
        model.names.forEach((sid, name) -> {
            assertThat(book.find(AccountName.of(name)).map(Principal::sid)).contains(sid);
            assertThat(book.find(sid).map(found -> found.name().toString())).contains(name);
            Set<Sid> groups = new HashSet<>(book.token(sid).sids());
            groups.retainAll(model.names.keySet());
            groups.remove(sid);
            assertThat(groups).isEqualTo(model.allGroupsOf(sid));
        });
    }
}
