package org.rollcall.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.House;
import org.rollcall.ldap.OctetString;

class HashesTest {
    private final PasswordHasher hasher = new PasswordHasher(House.CHEAP, new Random(1));
    private final NtHashSeal seal =
            new NtHashSeal(new ServerKey(Secret.random(ServerKey.OCTETS, new Random(2))), new Random(3));
    private final Sid sid = Sid.of(5, 21, 1, 2, 3, 1000);
    private final Secret ntHash = Secret.random(16, new Random(4));

    /** From the tests of the reference implementation: password "password", salt "somesalt". */
    @ParameterizedTest
    @CsvSource({
        "256, 2, 1, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        "256, 2, 2, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
        "65536, 2, 1, 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    })
    void argon2idGivesWhatItsAuthorsGet(int memoryKib, int iterations, int lanes, String tag) {
        try (Password password = House.password("password")) {
            Argon2Hash hash = Argon2Hash.of(
                    password, new Argon2Settings(memoryKib, iterations, lanes), Secret.copyOf(ascii("somesalt")));

            assertThat(HexFormat.of().formatHex(hash.tag().toByteArray())).isEqualTo(tag);
            assertThat(hash.matches(password)).isTrue();
        }
    }

    /** RFC 9106 §5.3; its secret and associated data are not used here, so that the library alone is asked. */
    @Test
    void theLibraryDoesTheExampleOfRfc9106() {
        byte[] password = new byte[32];
        byte[] salt = new byte[16];
        byte[] secret = new byte[8];
        byte[] data = new byte[12];
        Arrays.fill(password, (byte) 1);
        Arrays.fill(salt, (byte) 2);
        Arrays.fill(secret, (byte) 3);
        Arrays.fill(data, (byte) 4);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(salt)
                .withSecret(secret)
                .withAdditional(data)
                .build());
        byte[] tag = new byte[32];

        generator.generateBytes(password, tag);

        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void theVerifierDoesTheExampleOfRfc7677() {
        String authMessage = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        try (Password password = House.password("pencil")) {
            ScramVerifier verifier = ScramVerifier.of(
                    password, 4096, Secret.wrap(Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==")));

            assertThat(verifier.isProvenBy(proof, ascii(authMessage))).isTrue();
            assertThat(verifier.isProvenBy(proof, ascii(authMessage + " "))).isFalse();
            assertThat(verifier.isProvenBy(Arrays.copyOf(proof, 31), ascii(authMessage)))
                    .isFalse();
            assertThat(Base64.getEncoder().encodeToString(verifier.serverSignature(ascii(authMessage))))
                    .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        }
    }

    @Test
    void thePasswordIsKnownAgainAndNoOther() {
        PasswordSecrets secrets = hash("pencil");

        assertThat(verify("pencil", Optional.of(secrets))).isTrue();
        assertThat(verify("Pencil", Optional.of(secrets))).isFalse();
        assertThat(verify("pencil", Optional.empty())).isFalse();
        assertThat(hash("pencil")).isNotEqualTo(secrets);
    }

    @Test
    void whatWasMadeUnderOtherSettingsIsRenewed() {
        PasswordSecrets old = hash("pencil").withNtHash(seal.seal(sid, ntHash));
        try (Password password = House.password("pencil")) {
            assertThat(hasher.renew(password, old)).isEmpty();

            Argon2Settings dearer = new Argon2Settings(16, 2, 1);
            PasswordHasher newer = new PasswordHasher(new HashingSettings(dearer, 5000), new Random(5));
            PasswordSecrets renewed = newer.renew(password, old).orElseThrow();

            assertThat(renewed.hash().settings()).isEqualTo(dearer);
            assertThat(renewed.scram().iterations()).isEqualTo(5000);
            assertThat(renewed.ntHash()).isEqualTo(old.ntHash());
            assertThat(renewed.isOfSamePassword(old)).isTrue();
            assertThat(hash("pencil").isOfSamePassword(old)).isFalse();
            assertThat(newer.renew(password, renewed)).isEmpty();
            assertThat(hasher.verify(password, Optional.of(renewed))).isTrue();
        }
    }

    @Test
    void anNtHashOpensForItsAccountUnderItsKey() throws Exception {
        SealedNtHash sealed = seal.seal(sid, ntHash);
        NtHashSeal otherKey =
                new NtHashSeal(new ServerKey(Secret.random(ServerKey.OCTETS, new Random(9))), new Random(3));

        assertThat(seal.open(sid, sealed)).isEqualTo(ntHash);
        assertThatThrownBy(() -> seal.open(Sid.of(5, 21, 1, 2, 3, 1001), sealed))
                .isInstanceOf(BrokenSealException.class)
                .hasMessageContaining("1001");
        assertThatThrownBy(() -> otherKey.open(sid, sealed)).isInstanceOf(BrokenSealException.class);
        assertThat(seal.seal(sid, ntHash)).isNotEqualTo(sealed);
    }

    @Property(tries = 100)
    void noBitOfASealedHashMayChange(@ForAll int place) {
        SealedNtHash sealed = seal.seal(sid, ntHash);
        byte[] octets = sealed.sealed().toByteArray();
        octets[Math.floorMod(place, octets.length)] ^= (byte) (1 << Math.floorMod(place / 32, 8));

        assertThatThrownBy(() -> seal.open(sid, new SealedNtHash(sealed.nonce(), Secret.wrap(octets))))
                .isInstanceOf(BrokenSealException.class);
    }

    @Test
    void whatIsKeptIsReadBack() throws Exception {
        PasswordSecrets plain = hash("pencil");
        PasswordSecrets forNtlm = plain.withNtHash(seal.seal(sid, ntHash));

        assertThat(PasswordSecrets.decode(plain.encode())).isEqualTo(plain);
        assertThat(PasswordSecrets.decode(forNtlm.encode())).isEqualTo(forNtlm).isNotEqualTo(plain);
        assertThat(forNtlm.withoutNtHash()).isEqualTo(plain);
    }

    @Test
    void noPrefixOfItIsRead() {
        byte[] whole =
                hash("pencil").withNtHash(seal.seal(sid, ntHash)).encode().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            OctetString cut = OctetString.copyOf(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> PasswordSecrets.decode(cut)).isInstanceOf(UnreadableSecretsException.class);
        }
    }

    @Property(tries = 500)
    void whateverIsReadIsReadOrRefused(@ForAll int place, @ForAll byte octet) {
        byte[] octets =
                hash("pencil").withNtHash(seal.seal(sid, ntHash)).encode().toByteArray();
        octets[Math.floorMod(place, octets.length)] = octet;
        try {
            assertThat(PasswordSecrets.decode(OctetString.copyOf(octets)).encode())
                    .isEqualTo(OctetString.copyOf(octets));
        } catch (UnreadableSecretsException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    @Test
    void noTextOfTheseShowsASecret() {
        PasswordSecrets secrets = hash("pencil").withNtHash(seal.seal(sid, ntHash));
        String shown = "" + secrets + secrets.hash() + secrets.scram() + secrets.ntHash() + ntHash;

        assertThat(shown).doesNotContain("pencil").contains("16 secret octets");
        for (Secret secret : new Secret[] {
            ntHash,
            secrets.hash().tag(),
            secrets.scram().storedKey(),
            secrets.scram().salt()
        }) {
            assertThat(shown)
                    .doesNotContain(HexFormat.of().formatHex(secret.toByteArray()))
                    .doesNotContain(Arrays.toString(secret.toByteArray()));
        }
    }

    @Test
    void settingsHaveBounds() {
        assertThatThrownBy(() -> new Argon2Settings(7, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Argon2Settings(1 << 21, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Argon2Settings(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Argon2Settings(64, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HashingSettings(Argon2Settings.OWASP_MINIMUM, 4095))
                .hasMessageContaining("4096");
    }

    @Test
    void aVerifierOfNobodyIsTheSameForTheSameName() {
        ServerKey key = new ServerKey(Secret.random(ServerKey.OCTETS, new Random(2)));
        ServerKey other = new ServerKey(Secret.random(ServerKey.OCTETS, new Random(3)));

        assertThat(key.verifierOfNobody("anna", 4096)).isEqualTo(key.verifierOfNobody("anna", 4096));
        assertThat(key.verifierOfNobody("anna", 4096).salt())
                .isNotEqualTo(key.verifierOfNobody("berta", 4096).salt());
        assertThat(key.verifierOfNobody("anna", 4096).salt())
                .isNotEqualTo(other.verifierOfNobody("anna", 4096).salt());
    }

    private PasswordSecrets hash(String text) {
        try (Password password = House.password(text)) {
            return hasher.hash(password);
        }
    }

    private boolean verify(String text, Optional<PasswordSecrets> kept) {
        try (Password password = House.password(text)) {
            return hasher.verify(password, kept);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
