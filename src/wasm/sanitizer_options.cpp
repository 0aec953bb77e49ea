// Only in the `sanitize` preset: a small quarantine of freed memory, so that a test can see what is really leaked.
extern "C" const char* __asan_default_options();  // declared by no header
extern "C" const char* __asan_default_options() { return "quarantine_size_mb=1:thread_local_quarantine_size_kb=64"; }
