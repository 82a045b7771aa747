package dev.sluice.kubernetes.fake;

import dev.sluice.kubernetes.notify.Notice;
import dev.sluice.kubernetes.notify.Outcome;
import dev.sluice.kubernetes.notify.Post;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A post that notes what it is given, and whose channels answer when a test says so. */
public final class FakePost implements Post {

    /** All it ever took, also before it was forgotten. */
    public final List<Notice> taken = new ArrayList<>();

    public final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    public boolean full;

    private final List<String> underWay = new ArrayList<>();

    /** As an operator that is started again. */
    public FakePost reborn() {
        FakePost other = new FakePost();
        other.taken.addAll(taken);
        return other;
    }

    /** What is under way ends so. */
    public void end(Outcome outcome) {
        underWay.forEach(id -> outcomes.put(id, outcome));
        underWay.clear();
    }

    @Override
    public Optional<Outcome> outcome(String id) {
        return Optional.ofNullable(outcomes.get(id));
    }

    @Override
    public boolean has(String id) {
        return underWay.contains(id) || outcomes.containsKey(id);
    }

    @Override
    public boolean take(Notice notice) {
        if (full) {
            return false;
        }
        if (underWay.contains(notice.id())) {
            taken.replaceAll(older -> older.id().equals(notice.id()) ? notice : older);
        } else if (!outcomes.containsKey(notice.id())) {
            taken.add(notice);
            underWay.add(notice.id());
        }
        return true;
    }

    @Override
    public void forget(String id) {
        outcomes.remove(id);
    }
}
