//! The manifests of one release, as text: three files for winget, one for scoop.

use serde_json::json;

const ARCHIVE: &str = "revmentor-x86_64-pc-windows-msvc.zip";
const SUMMARY: &str = "Runs a reverse-mentoring cohort over plain files";
/// The edition of winget's manifests that is written.
const WINGET: &str = "1.9.0";

/// What the manifests say of a release.
#[derive(Debug)]
pub(crate) struct Release {
    /// The address of the repository, without a slash at its end.
    repository: String,
    /// Its owner, by whom winget calls the package.
    owner: String,
    tag: String,
    version: String,
    /// SHA-256 of the Windows archive, in lower case.
    sha256: String,
}

impl Release {
    /// Reads the archive's digest from `checksums`, lines of `digest *file`.
    ///
    /// # Errors
    /// A sentence where the repository, the tag or the digest is missing.
    pub(crate) fn new(repository: &str, tag: &str, checksums: &str) -> Result<Release, String> {
        let repository = repository.trim_end_matches('/');
        let owner = repository.strip_prefix("https://github.com/").and_then(|rest| rest.split_once('/')).map(|(owner, _)| owner);
        let owner = owner.filter(|owner| !owner.is_empty());
        let owner = owner.ok_or("`repository` is missing in Cargo.toml: write the address of the repository on GitHub there")?;
        let version = tag.trim_start_matches('v');
        if !version.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(format!("the tag {tag:?} is no version, such as v0.2.0"));
        }
        let digest = checksums
            .lines()
            .filter_map(|line| line.split_once(' '))
            .find(|(_, file)| file.trim_start_matches([' ', '*']) == ARCHIVE);
        let (sha256, _) = digest.ok_or_else(|| format!("the checksums do not name {ARCHIVE}"))?;
        if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(format!("the checksum of {ARCHIVE} is no SHA-256: {sha256}"));
        }
        let [repository, owner, tag, version] = [repository, owner, tag, version].map(str::to_owned);
        Ok(Release { repository, owner, tag, version, sha256: sha256.to_ascii_lowercase() })
    }

    /// The name and the text of each file.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let id = self.id();
        vec![
            (format!("{id}.yaml"), self.winget("version", "DefaultLocale: en-GB\nManifestType: version\n")),
            (format!("{id}.locale.en-GB.yaml"), self.winget("defaultLocale", &self.locale())),
            (format!("{id}.installer.yaml"), self.winget("installer", &self.installer())),
            ("revmentor.json".to_owned(), self.scoop()),
        ]
    }

    fn id(&self) -> String {
        format!("{}.revmentor", self.owner)
    }

    fn address(&self) -> String {
        format!("{}/releases/download/{}/{ARCHIVE}", self.repository, self.tag)
    }

    /// What every file for winget begins and ends with.
    fn winget(&self, kind: &str, middle: &str) -> String {
        format!(
            "# yaml-language-server: $schema=https://aka.ms/winget-manifest.{kind}.{WINGET}.schema.json\n\
             PackageIdentifier: {}\nPackageVersion: {}\n{middle}ManifestVersion: {WINGET}\n",
            self.id(),
            self.version
        )
    }

    fn locale(&self) -> String {
        format!(
            "PackageLocale: en-GB\nPublisher: {}\nPackageName: revmentor\nPackageUrl: {}\nLicense: MIT OR Apache-2.0\n\
             ShortDescription: {SUMMARY}\nManifestType: defaultLocale\n",
            self.owner, self.repository
        )
    }

    /// A program that runs from where it is unpacked, so that no administrator is needed.
    fn installer(&self) -> String {
        format!(
            "InstallerType: zip\nNestedInstallerType: portable\nNestedInstallerFiles:\n- RelativeFilePath: revmentor.exe\n  \
             PortableCommandAlias: revmentor\nScope: user\nInstallers:\n- Architecture: x64\n  InstallerUrl: {}\n  \
             InstallerSha256: {}\nManifestType: installer\n",
            self.address(),
            self.sha256.to_ascii_uppercase()
        )
    }

    fn scoop(&self) -> String {
        let manifest = json!({
            "version": self.version,
            "description": SUMMARY,
            "homepage": self.repository,
            "license": "MIT|Apache-2.0",
            "architecture": { "64bit": { "url": self.address(), "hash": self.sha256 } },
            "bin": "revmentor.exe",
            "checkver": "github",
            "autoupdate": { "architecture": { "64bit": {
                "url": format!("{}/releases/download/v$version/{ARCHIVE}", self.repository),
                "hash": { "url": "$baseurl/sha256.sum" },
            } } },
        });
        format!("{manifest:#}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checksums() -> String {
        let [other, archive] = ["ab", "0f"].map(|byte| byte.repeat(32));
        format!("{other} *revmentor-x86_64-apple-darwin.tar.gz\n{archive} *{ARCHIVE}\n")
    }

    #[test]
    fn the_manifests_name_the_archive_its_digest_and_the_version() {
        let release = Release::new("https://github.com/deanery/revmentor/", "v0.2.0", &checksums()).unwrap();
        let files = release.files();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "deanery.revmentor.yaml",
                "deanery.revmentor.locale.en-GB.yaml",
                "deanery.revmentor.installer.yaml",
                "revmentor.json"
            ]
        );
        let address = format!("https://github.com/deanery/revmentor/releases/download/v0.2.0/{ARCHIVE}");
        let [version, locale, installer, scoop] = [0, 1, 2, 3].map(|at: usize| files[at].1.as_str());
        for winget in [version, locale, installer] {
            assert!(winget.contains("PackageIdentifier: deanery.revmentor\nPackageVersion: 0.2.0\n"), "{winget}");
            assert!(winget.ends_with("ManifestVersion: 1.9.0\n"), "{winget}");
        }
        assert!(installer.contains(&format!("InstallerUrl: {address}\n  InstallerSha256: {}\n", "0F".repeat(32))), "{installer}");
        assert!(installer.contains("Scope: user\n"));
        let scoop: serde_json::Value = serde_json::from_str(scoop).unwrap();
        assert_eq!(scoop["version"], "0.2.0");
        assert_eq!(scoop["architecture"]["64bit"]["url"], address.as_str());
        assert_eq!(scoop["architecture"]["64bit"]["hash"], "0f".repeat(32).as_str());
    }

    #[test]
    fn what_is_missing_is_said() {
        let lacks = |repository, tag, checksums: &str| Release::new(repository, tag, checksums).unwrap_err();
        assert!(lacks("", "v0.2.0", &checksums()).contains("`repository` is missing"));
        assert!(lacks("https://github.com/a/b", "latest", &checksums()).contains("no version"));
        assert!(lacks("https://github.com/a/b", "v0.2.0", "").contains("do not name"));
        assert!(lacks("https://github.com/a/b", "v0.2.0", &format!("12 *{ARCHIVE}")).contains("no SHA-256"));
    }
}
