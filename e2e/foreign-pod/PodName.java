import dev.sluice.kubernetes.name.Names;

/** Prints the name that the Pod of a first attempt will have: java -cp sluice.jar PodName.java RUN UID STEP INDEX */
class PodName {
    public static void main(String[] words) {
        System.out.println(Names.pod(words[0], words[1], words[2], Integer.parseInt(words[3]), 1));
    }
}
