package dev.sluice.kubernetes.modes;

import dev.sluice.kubernetes.act.Cluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;

/** The API as an operator sees it that dies before some of its writes, and after others. */
final class Mortal {

    private static final List<String> READS =
            List.of("pod", "job", "run", "revision", "claim", "lease", "podsOf", "jobsOf", "childrenOf", "uploadsOf");

    private final Random deaths;
    private final Answers answers;

    /** What the API server makes of a request. */
    interface Answers {

        Object answer(Method method, Object[] given) throws ReflectiveOperationException;
    }

    static final class Death extends RuntimeException {

        Death() {
            super(null, null, false, false);
        }
    }

    private Mortal(Random deaths, Answers answers) {
        this.deaths = deaths;
        this.answers = answers;
    }

    static Cluster over(Random deaths, Answers answers) {
        Mortal mortal = new Mortal(deaths, answers);
        return (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, given) -> mortal.request(method, given));
    }

    private Object request(Method method, Object[] given) throws Throwable {
        int fortune = READS.contains(method.getName()) ? 9 : deaths.nextInt(10);
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
