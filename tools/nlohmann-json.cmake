# nlohmann/json as the target aleph_json: one release wherever it comes from, the folder in ALEPH_JSON_INCLUDE (the set-up
# names Debian 13's package, which is this release) or the release's own archive. Anything else is refused: the size tricks
# are made for it, and two builds of one commit are the same bytes.
set(ALEPH_JSON_VERSION 3.11.3)
set(ALEPH_JSON_ARCHIVE_SHA256 d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
# Of one line "<SHA-256>  <path>" for each header below nlohmann/, sorted: find nlohmann -type f | LC_ALL=C sort | xargs sha256sum | sha256sum
set(ALEPH_JSON_HEADERS_SHA256 930bf42916dabf75046f73e97b8da21e313cbafac6a9ee415541515ffb2a19ef)

set(ALEPH_JSON_INCLUDE "" CACHE PATH "Folder that holds nlohmann/json.hpp and nothing else")

set(json_include "${ALEPH_JSON_INCLUDE}")
if(NOT json_include)
  include(FetchContent)
  # Its own CMakeLists.txt is not wanted: no folder of this name is in it.
  FetchContent_Declare(json SOURCE_SUBDIR none
    URL https://github.com/nlohmann/json/releases/download/v${ALEPH_JSON_VERSION}/json.tar.xz
    URL_HASH SHA256=${ALEPH_JSON_ARCHIVE_SHA256}
    DOWNLOAD_EXTRACT_TIMESTAMP TRUE)
  FetchContent_MakeAvailable(json)
  set(json_include "${json_SOURCE_DIR}/include")
endif()

file(GLOB_RECURSE json_headers LIST_DIRECTORIES false RELATIVE "${json_include}" "${json_include}/nlohmann/*")
list(SORT json_headers)
set(json_sums "")
foreach(header IN LISTS json_headers)
  file(SHA256 "${json_include}/${header}" sum)
  string(APPEND json_sums "${sum}  ${header}\n")
endforeach()
string(SHA256 json_found "${json_sums}")
if(NOT json_found STREQUAL ALEPH_JSON_HEADERS_SHA256)
  message(FATAL_ERROR
    "${json_include} does not hold nlohmann/json ${ALEPH_JSON_VERSION} as it was released: its headers' hash is ${json_found}. "
    "Name a folder that does in KIE_ALEPH_JSON_INCLUDE (Debian 13's package nlohmann-json3-dev is it), "
    "or leave ALEPH_JSON_INCLUDE empty to have the release's archive fetched.")
endif()

add_library(aleph_json INTERFACE)
target_include_directories(aleph_json SYSTEM INTERFACE "${json_include}")
target_compile_definitions(aleph_json INTERFACE JSON_NOEXCEPTION JSON_DIAGNOSTICS=0)
