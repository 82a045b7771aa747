package dev.sluice.kubernetes.fake;

import dev.sluice.kubernetes.act.Cluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;

/** The API as an operator sees it that dies before some of its writes, and after others. */
public final class Mortal {

    private static final List<String> READS =
            List.of("pod", "job", "run", "revision", "claim", "lease", "podsOf", "jobsOf", "childrenOf", "uploadsOf");

    private final Random deaths;
    private final int odds;
    private final Answers answers;

    /** What the API server makes of a request. */
    public interface Answers {

        Object answer(Method method, Object[] given) throws ReflectiveOperationException;
    }

    public static final class Death extends RuntimeException {

        Death() {
            super(null, null, false, false);
        }
    }

    private Mortal(Random deaths, int odds, Answers answers) {
        this.deaths = deaths;
        this.odds = odds;
        this.answers = answers;
    }

    /** @param odds of one death before a write and one after it: in so many writes */
    public static Cluster over(Random deaths, int odds, Answers answers) {
        Mortal mortal = new Mortal(deaths, odds, answers);
        return (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, given) -> mortal.request(method, given));
    }

    private Object request(Method method, Object[] given) throws Throwable {
        boolean read = READS.contains(method.getName());
        int fortune = read ? odds : deaths.nextInt(odds);
        if (fortune == 0) {
            throw new Death();
        }
        try {
            Object answer = answers.answer(method, given);
            if (fortune == 1) {
                throw new Death();
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
