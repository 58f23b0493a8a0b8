#!/usr/bin/env bash
# Measures the hot loops with the Java Microbenchmark Harness; arguments go to it.
#
#   deploy/bench/loops.sh                  # all, about four minutes
#   deploy/bench/loops.sh ImageLoops -f 1 -wi 3 -i 5
#   deploy/bench/loops.sh -h
#
# Needs a JDK 25 in JAVA_HOME, and an idle machine.
set -euo pipefail
cd "$(dirname "$0")/../.."

./mvnw -q -B -ntp -pl deploy/bench -am -DskipTests -Dcairn.worker-apps.skip=true install
./mvnw -q -B -ntp -pl deploy/bench dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/loops.classpath
exec "$JAVA_HOME/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "deploy/bench/target/test-classes:deploy/bench/target/classes:$(cat deploy/bench/target/loops.classpath)" \
  org.openjdk.jmh.Main "$@"
