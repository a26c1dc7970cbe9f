package org.rollcall.directory.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The object classes of an entry together: most entries share a few such sets, so what follows from one is worked out
 * once. Made by {@link SchemaChecker#classes}.
 */
public final class ClassSet {
    private final List<ObjectClass> given;
    private final List<ObjectClass> withSuperiors;
    private final List<ObjectClass> demanding;
    private final @Nullable ObjectClass structural;
    private final boolean allowsAll;
    private final boolean sound;

    /**
     * @param structural null where the classes contradict each other
     * @param allowsAll true where entries may have any attribute
     * @param sound true where the values that name the classes are such as an entry may have
     */
    ClassSet(List<ObjectClass> given, @Nullable ObjectClass structural, boolean allowsAll, boolean sound) {
        this.given = List.copyOf(given);
        this.structural = structural;
        this.allowsAll = allowsAll;
        this.sound = sound;
        Set<ObjectClass> all = new LinkedHashSet<>();
        given.forEach(each -> all.addAll(each.withSuperiors()));
        this.demanding = all.stream()
                .filter(each -> !each.must().isEmpty() || !each.oneOf().isEmpty())
                .toList();
        Set<ObjectClass> structuralFirst = new LinkedHashSet<>();
        if (structural != null) {
            structuralFirst.add(structural);
        }
        structuralFirst.addAll(all);
        this.withSuperiors = List.copyOf(structuralFirst);
    }

    /** The classes as they were named. */
    public List<ObjectClass> given() {
        return given;
    }

    /** The structural class of the entry where there is one, then the others and all superiors, each once. */
    public List<ObjectClass> withSuperiors() {
        return withSuperiors;
    }

    /** Whether an entry of these classes is of this class or one below it. */
    public boolean isA(ObjectClass objectClass) {
        return withSuperiors.contains(objectClass);
    }

    /** Those that require attributes, each class before its superiors. */
    List<ObjectClass> demanding() {
        return demanding;
    }

    @Nullable
    ObjectClass structural() {
        return structural;
    }

    boolean sound() {
        return sound;
    }

    /** Whether an entry of these classes may have the user attribute. */
    boolean allows(AttributeType type) {
        if (allowsAll) {
            return true;
        }
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).allows(type)) {
                return true;
            }
        }
        return false;
    }
}
