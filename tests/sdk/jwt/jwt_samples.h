// SPDX-License-Identifier: Apache-2.0
//
// Keys and tokens for tests: fixed keys, so that no test waits for one to be made, and tokens that are put together by hand.
#pragma once

#include <string>
#include <string_view>

#include "saki/encoding.h"
#include "saki/json.h"
#include "saki/jwt.h"

namespace saki::samples {

inline constexpr std::string_view kSecret = "a secret of more than thirty-two bytes";
inline const Timestamp kNow = Timestamp::parse("2026-11-21T12:00:00Z").value();
inline constexpr std::int64_t kNowSeconds = 1795262400;

inline constexpr const char* kRsa = R"(-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDCtpGttyhgt1Vx
eKXzvlp5+ltwc50iF+WL07AAIbw6WBx3XWCl3MNHdDoiD/aCELV0CHVS3UAuEpiT
Ev0TehNOwCMcJVdrnzVRTnu0LZrM6tU2DlpzNBQ55R1IVdHbPm0kUoYyfY5SBvuK
JopfY7P/w4QNgoegFgqMZ0khIDW4yY4VxdiAfZym2lZOMP2M6/W5KRa4EWEJO4l4
GXfeVXraIIKuAKvaoMlAEUBlWDn2VAU2/qN7IHMiGRJQ9H42i+VRSGXq0yWxNRXO
2/E/am+B/1BnRF/8pUn6MdeK3ZWu1DQbXk4tB8SMSEScDh8JhHwWRURK21GSQHE+
iMxSV0IPAgMBAAECggEAPXcEZaH7zQwSnM9JE7hzNy4gz06vu6NvgsRAOsprcL9/
vO5tI+6cdmHqN/ZyCnzbytUgtBfDuseEAmlsGkne7m0YqDnhbsfDPPdZdXcv9p/q
zjWZt+Qovl3k8ICmzl7WdTDXy/h2hM5PeTzRUWtX1tURSnJ5/b73dXrlSt+wFbR9
dDh6RmHuR/VqJiC1d1neu0wadQdC5AeTdBC8S2fkVx7LDZ37fdG/kSb1p0sn2ILP
BsLX0SA/IZE29ofTzXoxvlAdaG+I5IIt0SS4lXivMhEVra+R1SA8UMduh93ToaoT
83bDyuSCm+NbvMtnHjDBLoHhxHOj8ooty3yVBOqrgQKBgQDlPNWORsX1T71jejz0
e/Tcdf5fbe84h2+2h3d9QIf8VTShAzOV5+XYmigTakGH7n6s6BO7IGKxwz/4aQgH
FUKSNo/7+klB9r64wbf4NVxy00j4MUxQ81Q9DsfwagkBcpdrYm/1cuu+av7DOkx7
Q7egG6o6wNz4LlJ9gTLf2Z4fPQKBgQDZcekuUrYDFbsdphVaJGBaiOxHNrWP6mcn
I6l/g9B3mhFGSkTBqB9aVqJoy4+tbnU6GHKMPYl7p+ba2XxGjpnqdfhq0uDKVfHh
RFkcjRuXLdFfjTeehTtzqdU4tV4KC495W/EHVTrw8LS4nnNitqfX1I3EwifSrmWI
jq4Fy687OwKBgQDCcPBfhy6AXouxJk0vvzi6CyehgFkqJM8gDxXOWv89jHRgopuN
6q5uJIwbs8Qz7ZrrRMr/rX+pcoj/Ru+1OlZGORu2Stz6o7Wwdzh5w6FQEGFTjFVE
ULFCPRhgl0BeRvmi71Mx6bGGybCgngGjiJPnra+duFt186yqof0qHKdfrQKBgF4r
/kAIpDk7zRjvF+o9PNmY2TOSVxmn+9qwkDTggoV53Sdi/NoeFM4MHTRjjKsg3nY1
pk5kTEmYktuPO0pXcgNf6iFhiOc4R5Q3BJzf4+YaesX2I/NsYi4ajHSN39db4Fw/
3Gg/mlJE/Q/D19cVoiVQMcHYEGUnEGQO3wE1kIOHAoGAXoJ+w/VNdZavEf/JcDJ9
BLvzdlnAOxqJO4a4BcBJvfcqxD9Hl648r/2Wh56xfNLIftBANm7+HLI6axbacCu7
tsKBAjxAv/1NJiK57ES3pkDHOcQfandCoGlUESQn5YFre+2D94LfkA7hz5Zgid8e
V0EAfXhWE+liLltAxZ8j/ew=
-----END PRIVATE KEY-----
)";
inline constexpr const char* kRsaPublic = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwraRrbcoYLdVcXil875a
efpbcHOdIhfli9OwACG8Olgcd11gpdzDR3Q6Ig/2ghC1dAh1Ut1ALhKYkxL9E3oT
TsAjHCVXa581UU57tC2azOrVNg5aczQUOeUdSFXR2z5tJFKGMn2OUgb7iiaKX2Oz
/8OEDYKHoBYKjGdJISA1uMmOFcXYgH2cptpWTjD9jOv1uSkWuBFhCTuJeBl33lV6
2iCCrgCr2qDJQBFAZVg59lQFNv6jeyBzIhkSUPR+NovlUUhl6tMlsTUVztvxP2pv
gf9QZ0Rf/KVJ+jHXit2VrtQ0G15OLQfEjEhEnA4fCYR8FkVESttRkkBxPojMUldC
DwIDAQAB
-----END PUBLIC KEY-----
)";
inline constexpr const char* kP256 = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZ1GpFkApOSVdTs82
RiLolUcciOFY6oCUTAN5qtdi76ShRANCAARy9qi/4BYyNxABw/Z3jp2PLc2ZAgjl
ltxk2WkORoIP5EAv2IrIhFqB+6xx5wjBImPX8GGGMMWnWqPMvK00NB/v
-----END PRIVATE KEY-----
)";
inline constexpr const char* kP256Public = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcvaov+AWMjcQAcP2d46djy3NmQII
5ZbcZNlpDkaCD+RAL9iKyIRagfuscecIwSJj1/BhhjDFp1qjzLytNDQf7w==
-----END PUBLIC KEY-----
)";
inline constexpr const char* kEd25519 = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIKLgnKlA9wbMXyqYuUfdYLXitOpZvqfkX7Vutrx2lSdk
-----END PRIVATE KEY-----
)";
inline constexpr const char* kEd25519Public = R"(-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAr0WHRBb3v4rCjLHsOHWa5imJkzeQPAA8PxWHGY73Vss=
-----END PUBLIC KEY-----
)";

// A token of these very texts, signed with a key whatever they say.
inline std::string token_of(std::string_view header, std::string_view claims, const JwtKey& key) {
  const std::string text = to_base64url(header) + '.' + to_base64url(claims);
  return text + '.' + to_base64url(key.sign(text));
}

inline JwtKeys keys_of(JwtKey key) {
  JwtKeys keys;
  keys.add(std::move(key)).value();
  return keys;
}

}  // namespace saki::samples
