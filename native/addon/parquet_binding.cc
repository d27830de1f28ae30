// SPDX-License-Identifier: Apache-2.0
// parquetPart() for JavaScript: numbers where they lie, words asked for by a callback, the file as one buffer.
#include "parquet_binding.h"
#include "../parquet/part.h"

namespace ringside {

namespace {

using namespace parquet;

Source source_of(Napi::Env env, const Napi::Array &list, uint32_t rows) {
  Source source{0, false, {}};
  uint64_t total = 0;
  for (uint32_t i = 0; i < list.Length(); i++) {
    Napi::Value value = list.Get(i);
    if (!value.IsTypedArray())
      throw Napi::TypeError::New(env, "a source is made of typed arrays");
    auto array = value.As<Napi::TypedArray>();
    const napi_typedarray_type type = array.TypedArrayType();
    if (type == napi_float32_array || type == napi_float64_array || type == napi_int8_array || type == napi_int16_array)
      throw Napi::TypeError::New(env, "a source is made of unsigned numbers, Int32Array or BigInt64Array");
    if (i && source.bytes != array.ElementSize())
      throw Napi::TypeError::New(env, "a source is made of numbers of one length");
    source.bytes = array.ElementSize();
    source.has_sign = type == napi_int32_array;
    source.pieces.push_back({static_cast<const uint8_t *>(array.ArrayBuffer().Data()) + array.ByteOffset(),
                             static_cast<uint32_t>(array.ElementLength())});
    total += array.ElementLength();
  }
  if (total != rows)
    throw Napi::RangeError::New(env, "a source has another number of rows");
  return source;
}

Kind kind_of(Napi::Env env, const std::string &type) {
  if (type == "BOOLEAN")
    return Kind::kBoolean;
  if (type == "INTEGER")
    return Kind::kInt32;
  if (type == "BIGINT")
    return Kind::kInt64;
  if (type == "DOUBLE")
    return Kind::kDouble;
  if (type == "VARCHAR")
    return Kind::kText;
  throw Napi::TypeError::New(env, "no column can be of type " + type);
}

std::vector<Word> words_of(const Napi::Function &words, size_t column, const std::vector<uint64_t> &numbers) {
  Napi::Env env = words.Env();
  Napi::HandleScope scope(env);
  auto asked = Napi::Float64Array::New(env, numbers.size());
  for (size_t i = 0; i < numbers.size(); i++)
    asked[i] = static_cast<double>(static_cast<int64_t>(numbers[i]));
  Napi::Value said = words.Call({Napi::Number::New(env, column), asked});
  if (!said.IsArray() || said.As<Napi::Array>().Length() != numbers.size())
    throw Napi::TypeError::New(env, "there are not as many words as numbers");
  auto answer = said.As<Napi::Array>();
  std::vector<Word> found(numbers.size());
  for (size_t i = 0; i < numbers.size(); i++) {
    Napi::HandleScope one(env);
    Napi::Value value = answer.Get(i);
    if (value.IsString())
      found[i] = {false, 0, value.ToString().Utf8Value()};
    else if (value.IsNumber())
      found[i] = {false, value.ToNumber().Int64Value(), {}};
  }
  return found;
}

} // namespace

// parquetPart({rows, sources, columns, key, value, createdBy}, words(column, numbers)): ArrayBuffer
Napi::Value parquet_part(const Napi::CallbackInfo &info) {
  Napi::Env env = info.Env();
  auto asked = info[0].As<Napi::Object>();
  auto words = info[1].As<Napi::Function>();
  Part part;
  part.rows = asked.Get("rows").ToNumber();
  auto sources = asked.Get("sources").As<Napi::Array>();
  for (uint32_t i = 0; i < sources.Length(); i++)
    part.sources.push_back(source_of(env, sources.Get(i).As<Napi::Array>(), part.rows));
  auto columns = asked.Get("columns").As<Napi::Array>();
  for (uint32_t i = 0; i < columns.Length(); i++) {
    auto column = columns.Get(i).As<Napi::Object>();
    Column one{column.Get("name").ToString(), kind_of(env, column.Get("type").ToString()),
               column.Get("source").ToNumber().Uint32Value(), column.Get("hasWords").ToBoolean()};
    if (one.source >= part.sources.size() || (one.kind == Kind::kText && !one.has_words))
      throw Napi::RangeError::New(env, "column " + one.name + " has no source, or no words");
    part.columns.push_back(std::move(one));
  }
  part.words = [&words](size_t column, const std::vector<uint64_t> &numbers) { return words_of(words, column, numbers); };
  part.key = asked.Get("key").ToString();
  part.value = asked.Get("value").ToString();
  part.created_by = asked.Get("createdBy").ToString();
  const Bytes file = parquet::write(part);
  auto buffer = Napi::ArrayBuffer::New(env, file.size());
  std::copy(file.begin(), file.end(), static_cast<uint8_t *>(buffer.Data()));
  return buffer;
}

} // namespace ringside
