package dev.cairn.train.weights.file;

import dev.cairn.train.weights.file.Pickled.Tuple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one pickle of protocol 2 to 5: a program for a machine with a stack and a memo. Of its
 * instructions only those that build data are known. A class is a name on a short list, see {@link
 * AllowedClass}; any other name ends the reading.
 *
 * <p>Source: the comments of Python's {@code pickletools}.
 */
final class Unpickler {
  private final PickleInput in;
  private final Map<Long, Object> memo = new HashMap<>();
  private final List<PickledStorage> storages = new ArrayList<>();

  /** The values since the last mark; those before it wait in {@link #marked}. */
  private List<Object> stack = new ArrayList<>();

  private final Deque<List<Object>> marked = new ArrayDeque<>();

  private Unpickler(PickleInput in) {
    this.in = in;
  }

  /**
   * A pickle's content.
   *
   * @param storages all that it refers to, as often as it does
   * @param bytes that it took
   */
  record Result(Object value, List<PickledStorage> storages, long bytes) {}

  /**
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is damaged
   * @throws dev.cairn.schemas.error.CairnException with {@code CHECKPOINT_UNSAFE}
   */
  static Result read(MemorySegment bytes) {
    PickleInput in = new PickleInput(bytes);
    Unpickler unpickler = new Unpickler(in);
    for (int opcode = unpickler.next(); opcode != '.'; opcode = unpickler.next()) {
      unpickler.execute(opcode);
    }
    return new Result(unpickler.pop(), unpickler.storages, in.position());
  }

  private int next() {
    return (int) in.unsigned(1);
  }

  private void execute(int opcode) {
    switch (opcode) {
      case 0x80 -> in.skip(1); // PROTO
      case 0x95 -> in.skip(Long.BYTES); // FRAME
      case '(' -> mark();
      case '0' -> pop();
      case '1' -> sinceMark();
      case '2' -> push(top());
      case 'R', 0x81 -> call(); // REDUCE, NEWOBJ
      case 'b' -> build();
      case 'Q' -> storage();
      case 'c' -> push(AllowedClass.named(in.line(), in.line()));
      case 0x93 -> namedByStack();
      case 'q' -> memo.put(in.unsigned(1), top());
      case 'r' -> memo.put(in.unsigned(4), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> remember(in.unsigned(1));
      case 'j' -> remember(in.unsigned(4));
      default -> {
        if (!collection(opcode)) {
          push(scalar(opcode));
        }
      }
    }
  }

  private Object scalar(int opcode) {
    return switch (opcode) {
      case 'N' -> null;
      case 0x88 -> true;
      case 0x89 -> false;
      case 'K' -> in.unsigned(1);
      case 'M' -> in.unsigned(2);
      case 'J' -> (long) (int) in.unsigned(4);
      case 0x8a -> in.integer(next()); // LONG1
      case 'G' -> in.bigEndianDouble();
      case 'U', 0x8c -> in.text(in.unsigned(1)); // SHORT_BINSTRING, SHORT_BINUNICODE
      case 'T', 'X' -> in.text(in.unsigned(4));
      case 0x8d -> in.text(in.unsigned(8)); // BINUNICODE8
      case 'C' -> in.bytes(in.unsigned(1));
      case 'B' -> in.bytes(in.unsigned(4));
      case 0x8e -> in.bytes(in.unsigned(8)); // BINBYTES8
      default ->
          throw new IllegalArgumentException(
              "instruction 0x%02x at byte %d, which no checkpoint needs"
                  .formatted(opcode, in.position() - 1));
    };
  }

  private boolean collection(int opcode) {
    switch (opcode) {
      case ']' -> push(new ArrayList<>());
      case 'l' -> push(sinceMark());
      case 'a' -> append(last(1));
      case 'e' -> append(sinceMark());
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(sinceMark()));
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case '}' -> push(new LinkedHashMap<>());
      case 'd' -> dict();
      case 's' -> set(last(2));
      case 'u' -> set(sinceMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void mark() {
    marked.push(stack);
    stack = new ArrayList<>();
  }

  private List<Object> sinceMark() {
    if (marked.isEmpty()) {
      throw new IllegalArgumentException("no mark on the stack");
    }
    List<Object> items = stack;
    stack = marked.pop();
    return items;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    if (stack.isEmpty()) {
      throw new IllegalArgumentException("nothing on the stack");
    }
    return stack.getLast();
  }

  private Object pop() {
    Object top = top();
    stack.removeLast();
    return top;
  }

  /** Takes values from the stack, in the order in which they were put there. */
  private List<Object> last(int count) {
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> items = new ArrayList<>(tail);
    tail.clear();
    return items;
  }

  private void tuple(int count) {
    push(new Tuple(last(count)));
  }

  private void append(List<Object> items) {
    Pickled.list(top()).addAll(items);
  }

  private void dict() {
    List<Object> items = sinceMark();
    push(new LinkedHashMap<>());
    set(items);
  }

  @SuppressWarnings("unchecked")
  private void set(List<Object> keysAndValues) {
    Map<Object, Object> dict = Pickled.of(Map.class, top());
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      dict.put(Pickled.key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  private void call() {
    List<Object> arguments = Pickled.list(pop());
    push(Pickled.of(AllowedClass.class, pop()).call(arguments));
  }

  /** Attributes of a dict, such as the versions of a state dict's modules, are of no use here. */
  private void build() {
    pop();
    Pickled.of(Map.class, top());
  }

  private void namedByStack() {
    String name = Pickled.of(String.class, pop());
    push(AllowedClass.named(Pickled.of(String.class, pop()), name));
  }

  private void storage() {
    PickledStorage storage = PickledStorage.of(pop());
    storages.add(storage);
    push(storage);
  }

  private void remember(long index) {
    if (!memo.containsKey(index)) {
      throw new IllegalArgumentException("nothing is remembered as " + index);
    }
    push(memo.get(index));
  }
}
