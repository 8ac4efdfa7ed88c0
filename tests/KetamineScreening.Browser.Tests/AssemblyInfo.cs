// All tests share one service and one browser; every test has its own browser profile.
[assembly: AssemblyFixture(typeof(KetamineScreening.Api.Tests.SharedService))]
[assembly: AssemblyFixture(typeof(KetamineScreening.Browser.Tests.Chromium))]
