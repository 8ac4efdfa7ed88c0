// One service and one browser serve all tests; every test has a profile of its own.
[assembly: AssemblyFixture(typeof(KetamineScreening.Api.Tests.SharedService))]
[assembly: AssemblyFixture(typeof(KetamineScreening.Browser.Tests.Chromium))]
