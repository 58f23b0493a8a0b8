package dev.cairn.train.weights.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.weights.file.Pickled.Tuple;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpicklerTest {
  @TempDir Path folder;

  @Test
  void readsEveryKindOfValue() {
    byte[] pickle =
        PickleWriter.start()
            .op('(')
            .op('N', 0x88, 0x89)
            .op('K', 255, 'M', 1, 2, 'J', 254, 255, 255, 255)
            .op(0x8a, 0, 0x8a, 1, 0x80)
            .op(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1)
            .op('G')
            .raw(PickleWriter.bigEndian(-0.1))
            .text("Zürich")
            .op('C', 2, 7, 8)
            .op(']', 'K', 1, 'a', '(', 'K', 2, 'K', 3, 'e')
            .op('}', 'K', 1, 'K', 2, 's')
            .op('K', 5, 0x85, 'K', 6, 'K', 7, 0x86)
            .op('t')
            .stop();
    Tuple all = (Tuple) value(pickle);
    assertThat(all.items().subList(0, 11))
        .containsExactly(
            null,
            true,
            false,
            255L,
            513L,
            -2L,
            0L,
            -128L,
            BigInteger.ONE.shiftLeft(64),
            -0.1,
            "Zürich");
    assertThat((byte[]) all.items().get(11)).containsExactly(7, 8);
    assertThat(all.items().subList(12, 15))
        .containsExactly(List.of(1L, 2L, 3L), Map.of(1L, 2L), new Tuple(List.of(5L)));
    assertThat(all.items().get(15)).isEqualTo(new Tuple(List.of(6L, 7L)));
  }

  @Test
  void remembersValuesInAllProtocols() {
    byte[] pickle =
        PickleWriter.start()
            .op(0x95, 0, 0, 0, 0, 0, 0, 0, 0) // FRAME
            .op('(')
            .op('K', 1, 'q', 7, 'K', 2, 'r', 0, 1, 0, 0, 'K', 3, 0x94)
            .op('h', 7, 'j', 0, 1, 0, 0, 'h', 2)
            .op('t')
            .stop();
    assertThat(value(pickle)).isEqualTo(new Tuple(List.of(1L, 2L, 3L, 1L, 2L, 3L)));
  }

  @Test
  void attributesOfADictAreLeftOut() {
    byte[] pickle =
        PickleWriter.start()
            .named("collections", "OrderedDict")
            .op(')', 'R')
            .op('}')
            .text("_metadata")
            .op('K', 1, 's', 'b')
            .stop();
    assertThat(value(pickle)).isEqualTo(Map.of());
  }

  @Test
  void anOrderedDictOfPython2HasItsPairsAsArguments() {
    byte[] pickle =
        PickleWriter.start()
            .named("collections", "OrderedDict")
            .op(']', ']', '(')
            .text("a")
            .op('K', 1, 'e', 'a', 0x85, 'R')
            .stop();
    assertThat(value(pickle)).isEqualTo(Map.of("a", 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "builtins, getattr",
    "__builtin__, exec",
    "subprocess, Popen",
    "torch, load",
    "torch.nn.modules.conv, Conv2d",
    "torch._utils, _rebuild_tensor_v3",
    "numpy.core.multiarray, _reconstruct",
    "java.lang.Runtime, exec",
  })
  void refusesAnyClassOutsideTheListByItsName(String module, String name) {
    byte[] global = PickleWriter.start().named(module, name).stop();
    byte[] byStack = PickleWriter.start().text(module).text(name).op(0x93).stop();
    for (byte[] pickle : List.of(global, byStack)) {
      assertThatThrownBy(() -> value(pickle))
          .hasMessageContaining("it names %s.%s,", module, name)
          .isInstanceOfSatisfying(
              CairnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_UNSAFE));
    }
  }

  @Test
  void runsNothingOfAPickleThatWouldCreateAFile() {
    Path created = folder.resolve("created");
    byte[] pickle =
        PickleWriter.start().named("os", "system").text("touch " + created).op(0x85, 'R').stop();
    assertThatThrownBy(() -> value(pickle)).hasMessageContaining("os.system");
    assertThat(created).doesNotExist();
  }

  @Test
  void aNameCannotWriteOnTheTerminal() {
    byte[] pickle = PickleWriter.start().named("evil", "\u001b[2Jname" + "x".repeat(9000)).stop();
    assertThatThrownBy(() -> value(pickle))
        .hasMessageContaining("it names evil.?[2Jname")
        .hasMessageNotContaining("\u001b")
        .extracting(e -> e.getMessage().length())
        .satisfies(length -> assertThat((int) length).isLessThan(1000));
  }

  @Test
  void classesAreNamesOnlyAndNotCallable() {
    assertDamaged(PickleWriter.start().named("torch", "FloatStorage").op(')', 'R').stop());
    assertDamaged(PickleWriter.start().text("os.system").op(')', 'R').stop());
    assertDamaged(PickleWriter.start().named("torch", "Size").op('}', 'b').stop());
  }

  @ParameterizedTest
  @ValueSource(ints = {'X', 'B', 'T', 0x8d, 0x8e})
  void refusesLengthsThatTheFileDoesNotHave(int opcode) {
    for (long length : new long[] {Integer.MAX_VALUE, 0xFFFFFFFFL, -1}) {
      assertDamaged(PickleWriter.start().op(opcode).littleEndian(length, Long.BYTES).stop());
    }
  }

  @Test
  void refusesDamagedPrograms() {
    assertDamaged(new byte[0]);
    assertDamaged(PickleWriter.start().stop()); // nothing on the stack
    assertDamaged(PickleWriter.start().op('K').stop()); // the number is missing
    assertDamaged(PickleWriter.start().op('t').stop()); // no mark
    assertDamaged(PickleWriter.start().op('K', 1, 0x87).stop()); // three of one
    assertDamaged(PickleWriter.start().op('h', 3).stop()); // never remembered
    assertDamaged(PickleWriter.start().op('K', 1, 'K', 2, 'a').stop()); // append to a number
    assertDamaged(PickleWriter.start().op('}', '(', 'K', 1, 'u').stop()); // a key without value
    assertDamaged(PickleWriter.start().op('K', 1, 'Q').stop()); // a reference to a number
    assertDamaged(PickleWriter.start().op('i').stop()); // INST, a class of protocol 0
    assertDamaged(PickleWriter.start().op(0x82, 1).stop()); // EXT1, a class by number
    assertDamaged(Arrays.copyOf(new byte[] {'c', 'o', 's'}, 9000)); // a name without end
  }

  /** Each level names the one below twice: 2^64 values, if anybody walked them. */
  @Test
  void aMemoBombIsHarmless() {
    PickleWriter bomb = PickleWriter.start().op('K', 1, 'q', 0);
    for (int level = 0; level < 64; level++) {
      bomb.op('h', level, 'h', level, 0x86, 'q', level + 1);
    }
    byte[] asKey = new PickleWriter().raw(bomb.toBytes()).op('}', 'h', 64, 'K', 1, 's').stop();
    assertThat(value(bomb.stop())).isInstanceOf(Tuple.class);
    assertDamaged(asKey); // it would be hashed
  }

  @Test
  void aListThatContainsItselfIsHarmless() {
    byte[] pickle = PickleWriter.start().op(']', 'q', 0, 'h', 0, 'a').stop();
    assertThatThrownBy(() -> StateDict.of(value(pickle))).hasMessage("it holds no dict");
  }

  @Test
  void deepNestingIsHarmless() {
    int depth = 1_000_000;
    assertThat(value(PickleWriter.start().ops(depth, ']').ops(depth - 1, 'a').stop()))
        .isInstanceOf(List.class);
    assertThat(value(PickleWriter.start().op(')').ops(depth, 0x85).stop()))
        .isInstanceOf(Tuple.class);
    assertDamaged(PickleWriter.start().ops(depth, '(').stop());
  }

  @Test
  void noPickleIsReadBeyondEightMebibytes() {
    assertDamaged(PickleWriter.start().ops(8 << 20, 'N', '0').stop());
  }

  private static Object value(byte[] pickle) {
    return Unpickler.read(MemorySegment.ofArray(pickle)).value();
  }

  private static void assertDamaged(byte[] pickle) {
    assertThatThrownBy(() -> value(pickle))
        .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
  }
}
