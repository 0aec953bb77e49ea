// A small malloc for a small heap: free blocks in the order of their addresses, the first that fits, neighbours joined
// again. Only in what is shipped: the sanitizers have their own.
#include <cstddef>
#include <cstdlib>
#include <cstring>

extern "C" {
extern char __heap_base;  // of the linker: where nothing else is any more
void emscripten_notify_memory_growth(std::size_t memory);
}

namespace {

/// In front of every block, and as large as its alignment.
struct Block {
  std::size_t size;  ///< with this header
  Block* next;       ///< while it is free
};

constexpr std::size_t page = 65'536;
constexpr std::size_t largest = 1U << 31U;

Block* first_free = nullptr;
char* heap_end = &__heap_base;

void give_back(Block* block) {
  Block* before = nullptr;
  Block** link = &first_free;
  while (*link && *link < block) {
    before = *link;
    link = &before->next;
  }
  const auto join = [](Block* left, Block* right) {
    if (reinterpret_cast<char*>(left) + left->size != reinterpret_cast<char*>(right)) return;
    left->size += right->size;
    left->next = right->next;
  };
  block->next = *link;
  *link = block;
  if (block->next) join(block, block->next);
  if (before) join(before, block);
}

bool grow(std::size_t size) {
  const auto end = [] { return reinterpret_cast<char*>(__builtin_wasm_memory_size(0) * page); };
  if (static_cast<std::size_t>(end() - heap_end) < size) {
    if (__builtin_wasm_memory_grow(0, size / page + 1) == static_cast<std::size_t>(-1)) return false;
    emscripten_notify_memory_growth(0);
  }
  auto* block = reinterpret_cast<Block*>(heap_end);
  block->size = static_cast<std::size_t>(end() - heap_end);
  heap_end = end();
  give_back(block);
  return true;
}

Block* take(std::size_t size) {
  for (Block** link = &first_free; *link; link = &(*link)->next) {
    Block* block = *link;
    if (block->size < size) continue;
    const std::size_t rest = block->size - size;
    if (rest < 2 * sizeof(Block)) {
      *link = block->next;
      return block;
    }
    // From its end: the rest stays in the list as it is.
    block->size = rest;
    block = reinterpret_cast<Block*>(reinterpret_cast<char*>(block) + rest);
    block->size = size;
    return block;
  }
  return nullptr;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  if (size > largest) return nullptr;
  size = (size + 2 * sizeof(Block) - 1) & ~(sizeof(Block) - 1);
  Block* block = take(size);
  if (!block && grow(size)) block = take(size);
  return block ? block + 1 : nullptr;
}

void free(void* memory) {
  if (memory) give_back(static_cast<Block*>(memory) - 1);
}

void* calloc(std::size_t count, std::size_t size) {
  if (size > 0 && count > largest / size) return nullptr;
  void* memory = malloc(count * size);
  if (memory) std::memset(memory, 0, count * size);
  return memory;
}

// musl's are made for long texts; these are a tenth of their size.
void* memchr(const void* memory, int byte, std::size_t size) {
  for (auto* at = static_cast<const unsigned char*>(memory); size > 0; ++at, --size) {
    if (*at == static_cast<unsigned char>(byte)) return const_cast<unsigned char*>(at);
  }
  return nullptr;
}

std::size_t strlen(const char* text) {
  const char* end = text;
  while (*end) ++end;
  return static_cast<std::size_t>(end - text);
}
}
